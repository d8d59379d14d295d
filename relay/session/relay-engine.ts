import { SMTPServer } from "smtp-server";
import type { SnapshotConnector } from "../../model";
import type { TlsIdentity } from "./certificate";

/**
 * smtp-server without its listener: sockets come from the ListenerSet, and each connection sees a view of the server
 * with the options of its connector.
 */
export class RelayEngine extends SMTPServer {
  private readonly views = new WeakMap<SnapshotConnector, SMTPServer>();

  /** @throws Error when key and certificate are not usable. */
  constructor({ key, cert }: TlsIdentity) {
    // smtp-server would offer TLS 1.0 and a key that everybody has.
    super({ key, cert, minVersion: "TLSv1.2", logger: false, disabledCommands: [], authOptional: true });
    // Errors of single connections; they are logged where they happen.
    this.on("error", () => undefined);
  }

  /** The server as connections of this connector see it. */
  viewFor(connector: SnapshotConnector): SMTPServer {
    const known = this.views.get(connector);
    if (known !== undefined) return known;
    const options: unknown = Object.assign(Object.create(this.options), {
      socketTimeout: connector.timeouts.inactivity,
    });
    const view = Object.create(this, { options: { value: options } }) as SMTPServer;
    this.views.set(connector, view);
    return view;
  }
}
