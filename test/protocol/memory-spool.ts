import type { MessageWriter, NewMessage, SpoolIntake } from "../../relay/spool/spool";

export interface StoredMessage extends NewMessage {
  readonly body: string;
}

/** A spool of the tests: keeps what was committed, and can be told to fail, to stall or to take nothing. */
export class MemorySpool implements SpoolIntake {
  accepting = true;
  failCommit: Error | undefined;
  failBegin = false;
  /** While set, commits wait for it. */
  gate: Promise<void> = Promise.resolve();
  /** While set, writes ask the session to wait for it. */
  writeGate: Promise<void> | undefined;
  readonly committed: StoredMessage[] = [];
  begun = 0;
  aborted = 0;
  writes = 0;

  begin(message: NewMessage): MessageWriter {
    if (this.failBegin) throw new Error("no space");
    this.begun++;
    const chunks: Buffer[] = [];
    return {
      write: (chunk) => {
        this.writes++;
        chunks.push(Buffer.from(chunk));
        return this.writeGate;
      },
      commit: async () => {
        await this.gate;
        if (this.failCommit !== undefined) throw this.failCommit;
        this.committed.push({ ...message, body: Buffer.concat(chunks).toString("latin1") });
      },
      abort: () => {
        this.aborted++;
        return Promise.resolve();
      },
    };
  }
}
