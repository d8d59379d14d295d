import { LogBehind, type LogKind, type LogLimits } from "../log-files";
import { SessionProtocolLog, type SessionLogIdentity } from "./session-protocol-log";

export interface ProtocolLogOptions {
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Told when a write fails; the lines are lost, mail goes on. */
  readonly onError: (error: Error) => void;
  /** @default Exchange's: 10 MB a file, 250 MB in all, 30 days */
  readonly limits?: LogLimits;
}

const KIND: LogKind = {
  prefix: "RECV",
  type: "SMTP Receive Protocol Log",
  fields: [
    "date-time",
    "connector-id",
    "session-id",
    "sequence-number",
    "local-endpoint",
    "remote-endpoint",
    "event",
    "data",
    "context",
  ],
  mode: 0o640,
};

/** Exchange's protocol log of receive connectors, written behind the sessions; old files go by age and size. */
export class ProtocolLog {
  private readonly behind: LogBehind;

  constructor(private readonly options: ProtocolLogOptions) {
    this.behind = new LogBehind({ ...options, kind: KIND, name: "protocol log" });
  }

  /** A log for one session; it numbers its lines. */
  session(identity: SessionLogIdentity): SessionProtocolLog {
    return new SessionProtocolLog({
      ...identity,
      clock: this.options.clock,
      add: (line) => this.behind.add(line),
    });
  }

  /** Writes what is held; resolves when it is with the system. */
  flush(): Promise<void> {
    return this.behind.flush();
  }

  /** Writes what is held, and lets nothing go on behind. */
  close(): Promise<void> {
    return this.behind.close();
  }
}
