/** Sizes and times that the shared spool keeps to. */
export interface SharedSpoolLimits {
  /** Larger bodies are stored in parts of this size while they arrive. Bytes. */
  readonly partBytes: number;
  /** Messages kept by one statement. */
  readonly batchMessages: number;
  /** Bytes kept by one statement. */
  readonly batchBytes: number;
  /** Bodies kept in memory after they were stored, for a prompt delivery. Bytes. */
  readonly recentBytes: number;
  /** Messages that one host claims at most (about 1 KiB of memory each). */
  readonly claims: number;
  /** Messages claimed by one statement. */
  readonly claimBatch: number;
  /** Milliseconds without a sign of life after which others deliver what a host had claimed. */
  readonly leaseMs: number;
  /** Milliseconds between looks for mail that is due. */
  readonly pollInterval: number;
  /** Milliseconds that news of deliveries may wait for company. */
  readonly changesDelay: number;
}

export const DEFAULT_SHARED_SPOOL_LIMITS: SharedSpoolLimits = {
  partBytes: 256 * 1024,
  batchMessages: 256,
  batchBytes: 8 * 1024 * 1024,
  recentBytes: 16 * 1024 * 1024,
  claims: 50_000,
  claimBatch: 500,
  leaseMs: 30_000,
  pollInterval: 1_000,
  changesDelay: 10,
};
