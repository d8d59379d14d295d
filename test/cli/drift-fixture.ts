import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kind, TYPE_TOKEN } from "../../model";
import { COLLECTIONS, ControlCalls, type ShownObject } from "../../tools/harness/control-calls";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { runRelayctl } from "./run-relayctl";

export const STACK = "acme/crm/prod";
export const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";

/** What the provider keeps of a resource. */
export type WrittenResource = Readonly<Record<string, unknown>> & {
  readonly inputs: Readonly<Record<string, unknown>>;
};

type Collected = Exclude<Kind, "TransportConfig">;

/** A real host on which a stack has declared something, without a Pulumi run: its state is written as one would. */
export class DriftStage {
  readonly resources: WrittenResource[] = [];

  private constructor(
    readonly host: RelayHost,
    readonly byHand: ControlCalls,
    readonly folder: string,
  ) {}

  static async set(): Promise<DriftStage> {
    const folder = mkdtempSync(join(tmpdir(), "relay-drift-"));
    const token = "relay_drift_0123456789abcdefghijklmnopqrstuvwxyz";
    const host = await startRelayHost({
      dataDir: join(folder, "host"),
      token,
      flags: ["--hostname", "relay.contoso.com"],
    });
    return new DriftStage(host, new ControlCalls(host), folder);
  }

  /** Declares an object as the provider does, and writes it down as state does. */
  async declare(
    kind: Collected,
    name: string,
    settings: Readonly<Record<string, unknown>>,
    { stack = STACK, password }: { readonly stack?: string; readonly password?: string } = {},
  ): Promise<ShownObject> {
    const ownerToken = randomUUID();
    const logicalId = `${kind}::${name}`;
    const body = { settings, ...(password === undefined ? {} : { secrets: { password } }) };
    const made = await this.byHand.call("POST", `/v1/${COLLECTIONS[kind]}`, body, {
      "relay-stack": stack,
      "relay-logical-id": logicalId,
      "relay-owner-token": ownerToken,
      "relay-commit": "0123456789abcdef0123456789abcdef01234567",
      "relay-declared-at": "index.ts:42",
    });
    const object = made.body as ShownObject & { readonly installation: unknown };
    const inputs = {
      ...object.settings,
      ...{ logicalId, stack, adoptExisting: false, declaredAt: "index.ts:42" },
      ...(password === undefined ? {} : { password: encrypted() }),
    };
    const { id, revision, installation, secretVersion } = object;
    const outputs = { ...inputs, revision, installation, secretVersion, ownerToken: encrypted() };
    const urn = `urn:pulumi:prod::crm::${TYPE_TOKEN[kind]}::${name}`;
    if (stack === STACK) this.resources.push({ urn, custom: true, id, type: TYPE_TOKEN[kind], inputs, outputs });
    return object;
  }

  state(resources: readonly unknown[] = this.resources): string {
    const stack = {
      urn: "urn:pulumi:prod::crm::pulumi:pulumi:Stack::crm-prod",
      custom: false,
      type: "pulumi:pulumi:Stack",
    };
    return JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [stack, ...resources] } });
  }

  drift(args: readonly string[], stdin = this.state()) {
    return runRelayctl(["drift", ...args], { host: this.host, stdin });
  }

  async strike(): Promise<void> {
    await this.host.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A secret as state holds it without `--show-secrets`. */
export function encrypted() {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:c2VjcmV0" };
}

/** A secret as `pulumi stack export --show-secrets` writes it. */
export function shown(value: unknown) {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(value) };
}
