import { SMTPServer } from "smtp-server";
import type { SnapshotConnector } from "../../model";
import type { SessionCertificates } from "./session-certificates";

export interface RelayEngineOptions {
  readonly certificates: SessionCertificates;
  /** Whether clients of a connector are asked for a certificate, at the time of their handshake. */
  readonly asksForCertificate: (connector: SnapshotConnector) => boolean;
}

/**
 * smtp-server without its listener: sockets come from the ListenerSet, and each connection sees a view of the server
 * with the options and the certificate of its connector.
 */
export class RelayEngine extends SMTPServer {
  private readonly views = new WeakMap<SnapshotConnector, SMTPServer>();

  constructor(private readonly relay: RelayEngineOptions) {
    const { key, cert } = relay.certificates.fallback;
    // smtp-server would offer TLS 1.0 and a key that everybody has.
    // Without a name it would ask the system for one at each connection.
    const name = "relay";
    super({ name, key, cert, minVersion: "TLSv1.2", logger: false, disabledCommands: [], authOptional: true });
    // Errors of single connections; they are logged where they happen.
    this.on("error", () => undefined);
  }

  /** The server as connections of this connector see it. */
  viewFor(connector: SnapshotConnector): SMTPServer {
    const known = this.views.get(connector);
    if (known !== undefined) return known;
    const view = Object.create(this, {
      options: { value: this.optionsFor(connector) },
      // Asked at each handshake, whatever server name the client hopes for: Exchange chooses by connector alone.
      secureContext: { value: { get: () => this.contextFor(connector) } },
    }) as SMTPServer;
    this.views.set(connector, view);
    return view;
  }

  private optionsFor(connector: SnapshotConnector): unknown {
    return Object.create(this.options, {
      socketTimeout: { value: connector.timeouts.inactivity },
      requestCert: { get: () => this.relay.asksForCertificate(connector) },
      // What a certificate is worth is decided at MAIL and by its fingerprint; a client may have one that means nothing.
      rejectUnauthorized: { value: false },
    });
  }

  private contextFor(connector: SnapshotConnector) {
    const { certificates, asksForCertificate } = this.relay;
    return certificates.contextFor(connector.settings, { asksForCertificate: asksForCertificate(connector) });
  }
}
