import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { PulumiStack } from "../../tools/harness/pulumi-stack";
import { startRelayHost, type RelayHost } from "../../tools/harness/relay-host";
import type { ResourceKind } from "../../model";
import { sendLetter } from "../../tools/harness/smtp-dialogue";

/**
 * One resource of the program `declared`. A permission's `connector` is the logical name of its connector; a `principal`
 * and an account's `groups` may be logical names of accounts and groups.
 */
export interface Declared {
  readonly type: ResourceKind;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Logical names that it had before. */
  readonly aliases?: readonly string[];
}

/** A real host, a stack of the program `declared` on it, and an administrator's hand. */
export class AcceptanceStage {
  private constructor(
    readonly host: RelayHost,
    readonly stack: PulumiStack,
    readonly byHand: ControlCalls,
    readonly smtpPort: number,
    private readonly folder: string,
  ) {}

  static async set(env: Readonly<Record<string, string>> = {}): Promise<AcceptanceStage> {
    const folder = mkdtempSync(join(tmpdir(), "relay-acceptance-"));
    const smtpPort = await freePort();
    const host = await startRelayHost({
      dataDir: join(folder, "host"),
      token: "relay_acceptance_0123456789abcdefghijklmnopqrstuvwxyz",
      flags: ["--hostname", "relay.contoso.com", "--initial-trusted-proxies", "127.0.0.1"],
    });
    const stack = await stackOn(host, "dev", env);
    return new AcceptanceStage(host, stack, new ControlCalls(host), smtpPort, folder);
  }

  declare(...declared: readonly Declared[]): void {
    declareIn(this.stack, declared);
  }

  /** A further stack of the program on the same host; the caller removes it. */
  async otherStack(name: string, declared: readonly Declared[]): Promise<PulumiStack> {
    const stack = await stackOn(this.host, name);
    declareIn(stack, declared);
    return stack;
  }

  /** Declares and brings it up; the command's whole output is in the error when it fails. */
  async up(declared: readonly Declared[], ...flags: readonly string[]): Promise<string> {
    this.declare(...declared);
    return (await this.stack.expectDone(["up", "--yes", "--skip-preview", ...flags])).output;
  }

  /** The reply that decided about a letter from a client address to an address outside; "" when nobody listens. */
  writeFrom(client: string, to = "customer@fabrikam.com"): Promise<string> {
    const letter = { from: "crm@contoso.com", to };
    return sendLetter({ port: this.smtpPort, proxyFrom: client }, letter).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") return "";
      throw error;
    });
  }

  async strike(): Promise<void> {
    await this.host.stop();
    this.stack.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function stackOn(
  host: RelayHost,
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<PulumiStack> {
  const stack = new PulumiStack({
    program: join(PROJECT_ROOT, "test", "acceptance", "programs", "declared"),
    pulumiBin: pulumiBin(),
    stack: name,
    env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...env },
  });
  await stack.init({ "relay:endpoint": host.endpoint }, { "relay:token": host.token });
  return stack;
}

function declareIn(stack: PulumiStack, declared: readonly Declared[]): void {
  writeFileSync(join(stack.programFolder, "declarations.json"), JSON.stringify(declared));
}

/** Folder of the CLI that `npm test` found. Without one these tests fail: they never skip. */
export function pulumiBin(): string {
  const bin = process.env["PULUMI_BIN"];
  if (!bin) throw new Error("no Pulumi CLI: run the tests with `npm test`, which gets hold of one or says how");
  return bin;
}

/** The connector of the article, on the stage's port. */
export function crmConnector(port: number, args: Readonly<Record<string, unknown>> = {}): Declared {
  return {
    type: "ReceiveConnector",
    name: "crm",
    args: {
      name: "CRM Application",
      bindings: [`0.0.0.0:${port}`],
      remoteIpRanges: ["192.168.2.55-192.168.2.56"],
      permissionGroups: ["AnonymousUsers"],
      authMechanism: ["Tls"],
      ...args,
    },
  };
}

/** The one right of option 2. */
export function relayRight(connector: string, name = `${connector}-relay`): Declared {
  return {
    type: "ConnectorPermission",
    name,
    args: {
      connector,
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      access: "Allow",
      extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
    },
  };
}

/** Option 2 of the article whole: one resource of each kind. */
export function oneOfEach(port: number): readonly Declared[] {
  const route = { addressSpaces: ["*"], smartHosts: ["127.0.0.1:9"], requireTls: false };
  return [
    crmConnector(port),
    relayRight("crm"),
    { type: "AcceptedDomain", name: "contoso", args: { domainName: "contoso.com" } },
    { type: "SendConnector", name: "out", args: route },
  ];
}
