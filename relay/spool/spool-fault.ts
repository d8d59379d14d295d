/**
 * Why the spool did not take something.
 * - `disk-full`: no room just now; try again later (452 4.3.1).
 * - `store-failed`: the disk refused to sync; nothing is taken until the host starts again (451 4.3.0).
 * - `closed`: the host is stopping.
 */
export type SpoolFaultKind = "disk-full" | "store-failed" | "closed";

/** The message was not stored: the sender keeps it. */
export class SpoolFault extends Error {
  readonly kind: SpoolFaultKind;

  constructor(kind: SpoolFaultKind, detail: string) {
    super(`The spool did not take the message: ${detail}.`);
    this.name = "SpoolFault";
    this.kind = kind;
  }
}

// Quota (EDQUOT), size limit (EFBIG) and lack of file handles pass as room is made; they say nothing about what is stored.
const PASSING = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EMFILE", "ENFILE"]);

/** The fault that an error of the file system means, outside a failed sync. */
export function spoolFaultOf(error: unknown): SpoolFault {
  if (error instanceof SpoolFault) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "unknown error";
  return new SpoolFault(PASSING.has(code) ? "disk-full" : "store-failed", code);
}
