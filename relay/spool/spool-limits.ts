const MIB = 1024 * 1024;

/** Sizes that the spool keeps to. Bytes unless said otherwise. */
export interface SpoolLimits {
  /** Less free space than this on the spool's disk: no new mail. */
  readonly minimumFreeBytes: number;
  /** Larger bodies get a file of their own. */
  readonly inlineBodyBytes: number;
  /** Bodies held in memory while they arrive, all together; beyond it the larger ones go to files early, at twice of it no new mail. */
  readonly arrivingBytes: number;
  /** The end of the log kept in memory, so that a prompt delivery need not read it. */
  readonly recentBytes: number;
  readonly segmentBytes: number;
  readonly batchBytes: number;
  /** Messages. */
  readonly batchMessages: number;
  /** Messages queued at once (about 0.5 KiB of memory each); beyond it no new mail. */
  readonly messages: number;
  /** Messages given up that are kept for a while, oldest forgotten first. */
  readonly bouncedMessages: number;
  /** Of their bodies, all together. */
  readonly bouncedBytes: number;
  /** Milliseconds that one batch may be at the disk before no new mail is taken, until it is there. */
  readonly slowAfter: number;
  /** Milliseconds between looks at the free space. */
  readonly diskPollInterval: number;
  /** Milliseconds that news of deliveries may wait for company before it is written. */
  readonly changesDelay: number;
  /** Milliseconds after which an attempt that has not answered is taken for lost, and its recipients are due again. */
  readonly leaseLife: number;
}

export const DEFAULT_SPOOL_LIMITS: SpoolLimits = {
  minimumFreeBytes: 256 * MIB,
  inlineBodyBytes: 256 * 1024,
  arrivingBytes: 24 * MIB,
  recentBytes: 16 * MIB,
  segmentBytes: 32 * MIB,
  batchBytes: 8 * MIB,
  batchMessages: 256,
  messages: 1_000_000,
  bouncedMessages: 10_000,
  bouncedBytes: 256 * MIB,
  slowAfter: 5_000,
  diskPollInterval: 1_000,
  changesDelay: 10,
  // Longer than any transaction: RFC 5321 §4.5.3.2 gives the final dot alone ten minutes.
  leaseLife: 6 * 3_600_000,
};
