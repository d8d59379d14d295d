import { csvField as csv } from "../log-files";

/** `+` connect, `-` disconnect, `>` sent, `<` received, `*` information. */
export type ProtocolEvent = "+" | "-" | ">" | "<" | "*";

export interface SessionLogIdentity {
  /** `host\name`. */
  readonly connectorId: string;
  readonly sessionId: string;
  /** `address:port`. */
  readonly localEndpoint: string;
  readonly remoteEndpoint: string;
}

interface SessionProtocolLogOptions extends SessionLogIdentity {
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Takes one finished line, which begins with its time. */
  readonly add: (line: string) => void;
}

/** The lines of one session in the protocol log (exchange-model §10). */
export class SessionProtocolLog {
  private sequence = 0;
  private readonly identity: string;
  private readonly endpoints: string;

  constructor(private readonly options: SessionProtocolLogOptions) {
    this.identity = `${csv(options.connectorId)},${csv(options.sessionId)}`;
    this.endpoints = `${csv(options.localEndpoint)},${csv(options.remoteEndpoint)}`;
  }

  write(event: ProtocolEvent, data: string, context = ""): void {
    const time = new Date(this.options.clock()).toISOString();
    const sequence = this.sequence++;
    this.options.add(
      `${time},${this.identity},${sequence},${this.endpoints},${event},${csv(data)},${csv(context)}\r\n`,
    );
  }
}
