import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { type Letter, sendLetter } from "../../tools/harness/smtp-dialogue";
import { runRelayctl } from "./run-relayctl";

/** A real host on which the CRM's whole network relays, and which can be ended and started again with its data. */
export class CrmStage {
  private constructor(
    readonly folder: string,
    private readonly port: number,
    /** The one that runs now. */
    public host: RelayHost,
    /** Id of the connector. */
    public connector = "",
  ) {}

  /** @param more Further settings of the connector. */
  static async set(more: Readonly<Record<string, unknown>> = {}): Promise<CrmStage> {
    const folder = mkdtempSync(join(tmpdir(), "relay-crm-"));
    const port = await freePort();
    const stage = new CrmStage(folder, port, await start(folder));
    const { id } = await stage.byHand.create("ReceiveConnector", {
      name: "CRM Application",
      bindings: [`0.0.0.0:${port}`],
      remoteIpRanges: ["192.168.2.0/24"],
      permissionGroups: ["AnonymousUsers"],
      authMechanism: ["Tls"],
      ...more,
    });
    await stage.byHand.create("ConnectorPermission", {
      connector: id,
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      access: "Allow",
      extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
    });
    stage.connector = id;
    return stage;
  }

  get byHand(): ControlCalls {
    return new ControlCalls(this.host);
  }

  relayctl(...args: readonly string[]): ReturnType<typeof runRelayctl> {
    return runRelayctl(args, { host: this.host });
  }

  /** The reply that decided about a letter from a client's address. */
  send(client: string, letter: Partial<Letter> = {}): Promise<string> {
    return sendLetter(
      { port: this.port, proxyFrom: client },
      { from: "crm@contoso.com", to: "ada@example.net", ...letter },
    );
  }

  async startAgain(): Promise<void> {
    this.host = await start(this.folder);
  }

  async strike(): Promise<void> {
    await this.host.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function start(folder: string): Promise<RelayHost> {
  return startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_cli_0123456789abcdefghijklmnopqrstuvwxyz",
    flags: ["--initial-trusted-proxies", "127.0.0.1"],
  });
}
