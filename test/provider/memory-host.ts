import { randomUUID } from "node:crypto";
import type { ConfigState, SettingsOf, StoredObject } from "../../model";
import { stateOf } from "../../model/snapshot-fixture";
import type { KnownCertificate } from "../../provider/certificate-remarks";
import { ProviderError } from "../../provider/provider-error";
import type {
  Creation,
  Freeze,
  HostObject,
  Installation,
  KnownObject,
  Reading,
  RelayHost,
  ResourceKind,
  UnmanagedEntry,
  UpdateTarget,
} from "../../provider/relay-host";

interface Held {
  readonly id: string;
  readonly kind: ResourceKind;
  settings: object;
  revision: number;
  owner: { readonly stack: string; readonly logicalId: string } | null;
  token: string | undefined;
  unmanaged: readonly UnmanagedEntry[];
  password: string | null;
  secretVersion: string | null;
}

/** A relay host as the provider knows it, in memory: ownership, revisions and installation as the control API has them. */
export class MemoryHost implements RelayHost {
  readonly endpoint = "memory:";
  readonly objects = new Map<string, Held>();
  /** Names of the calls, in order. */
  readonly calls: string[] = [];
  /** What the last update was asked to revoke. */
  revoked: readonly { readonly id: string }[] = [];
  /** Sentences that the next writes report as not in force. */
  problems: readonly string[] = [];
  installation: Installation = { id: "installation-1", epoch: 1 };
  private revision = 0;

  async create(kind: ResourceKind, settings: object, by: Creation) {
    this.calls.push("create");
    const owner = { stack: by.stack, logicalId: by.logicalId };
    const known = [...this.objects.values()].find((one) => one.kind === kind && same(one.owner, owner));
    const fresh = { revision: 0, token: "", unmanaged: [], password: null, secretVersion: null };
    const held: Held = known ?? { id: randomUUID(), kind, settings, owner, ...fresh };
    if (by.secrets !== undefined) this.setPassword(held, by.secrets.password);
    Object.assign(held, { settings, revision: ++this.revision, token: by.ownerToken });
    this.objects.set(held.id, held);
    return this.written(held);
  }

  async read(_kind: ResourceKind, { id, known }: Reading) {
    this.calls.push("read");
    const held = this.objects.get(id);
    if (known !== undefined) this.requireInstallation(known.installation);
    if (held === undefined) return "gone";
    if (known === undefined) return this.answer(held);
    const ownership = held.owner === null ? "unowned" : held.token === known.ownerToken ? "yours" : "foreign";
    return { ...this.answer(held), ownership } as const;
  }

  async update(_kind: ResourceKind, settings: object, known: UpdateTarget) {
    this.calls.push("update");
    this.requireInstallation(known.installation);
    const held = this.objects.get(known.id);
    if (held === undefined) throw new Error("RELAY_NOT_FOUND");
    if (held.token !== known.ownerToken) throw new Error("RELAY_NOT_OWNER");
    if (held.revision !== known.revision)
      throw new ProviderError("RELAY_REVISION_STALE", { problem: "RELAY_REVISION_STALE" });
    this.revoked = known.revokeEntries;
    if (known.secrets !== undefined) this.setPassword(held, known.secrets.password);
    const left = held.unmanaged.filter(({ id }) => !known.revokeEntries.some((entry) => entry.id === id));
    Object.assign(held, { settings, revision: ++this.revision, unmanaged: left, owner: known.declaredAs });
    return this.written(held);
  }

  async delete(_kind: ResourceKind, known: KnownObject) {
    this.calls.push("delete");
    this.requireInstallation(known.installation);
    const held = this.objects.get(known.id);
    if (held === undefined) return "gone";
    if (held.token !== known.ownerToken) return "kept";
    this.objects.delete(known.id);
    return "deleted";
  }

  async list(kind: ResourceKind) {
    this.calls.push("list");
    return [...this.objects.values()].filter((held) => held.kind === kind).map((held) => this.answer(held));
  }

  async state(): Promise<ConfigState> {
    this.calls.push("state");
    const objects = [...this.objects.values()].map((held) => [held.id, stored(held)] as const);
    const collection = (kind: ResourceKind) => new Map(objects.filter(([, object]) => object.kind === kind));
    const state = {
      ...stateOf({ revision: this.revision }),
      receiveConnectors: collection("ReceiveConnector"),
      connectorPermissions: collection("ConnectorPermission"),
      acceptedDomains: collection("AcceptedDomain"),
      sendConnectors: collection("SendConnector"),
      relayUsers: collection("RelayUser"),
      relayGroups: collection("RelayGroup"),
    };
    return state as ConfigState;
  }

  /** Certificates that the host shows. */
  shown: readonly KnownCertificate[] = [];

  async certificates() {
    return this.shown;
  }

  /** Set: the host refuses writes. */
  frozen: Freeze | null = null;

  async freeze() {
    return this.frozen;
  }

  async declare(): Promise<void> {
    this.calls.push("declare");
  }

  /** A change by hand. */
  edit(id: string, change: Partial<Held>): void {
    Object.assign(this.objects.get(id) as Held, { revision: ++this.revision }, change);
  }

  /** The same one again is no new password, as on the host. */
  setPassword(held: Held, password: string | null): void {
    if (password !== null && password === held.password) return;
    Object.assign(held, { password, secretVersion: password === null ? null : randomUUID() });
  }

  private written(held: Held): HostObject {
    const applied = { revision: this.revision, ok: this.problems.length === 0, problems: this.problems };
    return { ...this.answer(held), applied };
  }

  private answer({ id, kind, settings, revision, owner, unmanaged, secretVersion }: Held): HostObject {
    const entries = kind === "ReceiveConnector" ? { unmanagedEntries: unmanaged } : {};
    const own = settings as SettingsOf[ResourceKind];
    return { id, kind, settings: own, revision, owner, secretVersion, installation: this.installation, ...entries };
  }

  private requireInstallation(expected: Installation): void {
    if (expected.id !== this.installation.id || expected.epoch !== this.installation.epoch) {
      throw new Error("RELAY_INSTALLATION_MISMATCH");
    }
  }
}

function stored({ id, kind, settings, revision, owner, secretVersion }: Held): StoredObject {
  const own = settings as SettingsOf[ResourceKind];
  return { kind, id, settings: own, revision, selectionRevision: revision, owner, relayLimitedTo: null, secretVersion };
}

function same(a: Held["owner"], b: Held["owner"]): boolean {
  return a !== null && a.stack === b?.stack && a.logicalId === b.logicalId;
}
