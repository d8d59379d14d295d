import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  buildSnapshot,
  type ConfigState,
  type Kind,
  knownIpRange,
  settle,
  type SettingsOf,
  type Snapshot,
  type StoredObject,
} from "../../model";
import { CertificateStore, ownCertificate } from "../../relay/certificates";
import { createSmtpService, type SmtpService, type SmtpServiceOptions } from "../../relay/session";
import { freePort } from "../../tools/harness/free-port";
import { SmtpConversation } from "../harness/smtp-conversation";
import { MemorySpool } from "./memory-spool";

type Inputs<K extends Kind> = { readonly [Name in keyof SettingsOf[K]]?: unknown };

/** A configuration in few words; `PORT` in a binding stands for the fixture's port. */
export interface FixtureConfig {
  readonly connectors?: readonly Inputs<"ReceiveConnector">[];
  readonly permissions?: readonly Inputs<"ConnectorPermission">[];
  readonly domains?: readonly Inputs<"AcceptedDomain">[];
  readonly users?: readonly Inputs<"RelayUser">[];
  readonly groups?: readonly Inputs<"RelayGroup">[];
  readonly transport?: Inputs<"TransportConfig">;
}

export interface RelayFixture {
  readonly port: number;
  readonly service: SmtpService;
  readonly spool: MemorySpool;
  readonly directory: string;
  readonly certificates: CertificateStore;
  readonly logged: { readonly message: string; readonly fields: object }[];
  snapshot: Snapshot;
  /** Puts another configuration in force, sessions included. */
  configure(config: FixtureConfig): Promise<void>;
  /** Connects and reads the greeting. */
  connect(): Promise<SmtpConversation>;
  /** Connects, greets with EHLO and reads both replies. */
  hello(): Promise<SmtpConversation>;
  stop(): Promise<void>;
}

/** CRM's connector: anonymous clients of loopback with the relay right, and contoso.com as own domain. */
export const CRM = {
  name: "CRM Application",
  bindings: ["127.0.0.1:PORT"],
  remoteIpRanges: ["127.0.0.0/8"],
  permissionGroups: ["AnonymousUsers"],
  authMechanism: ["Tls"],
  tarpitInterval: "00:00:00",
  authTarpitInterval: "00:00:00",
  // Every client of a test has the same address.
  maxInboundConnectionPercentagePerSource: 100,
} as const;

export const RELAY = {
  connector: "CRM Application",
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  access: "Allow",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
} as const;

export const CONTOSO = { domainName: "contoso.com" } as const;

let revision = 0;

/** Starts the SMTP side of a host on a free port of loopback. */
export async function startFixture(
  config: FixtureConfig,
  overrides: Partial<SmtpServiceOptions> & {
    readonly proxiesNarrowedTo?: readonly string[];
    readonly clientCaFile?: string | null;
  } = {},
): Promise<RelayFixture> {
  const directory = await mkdtemp(join(tmpdir(), "relay-session-"));
  const port = await freePort();
  const spool = new MemorySpool();
  const logged: RelayFixture["logged"] = [];
  const log = (fields: object, message: string) => void logged.push({ fields, message });
  const { proxiesNarrowedTo, clientCaFile = null, ...rest } = overrides;
  const hostName = "relay.contoso.com";
  const certificates = await CertificateStore.open({
    directory: join(directory, "certificates"),
    fallback: await ownCertificate({ dataDir: directory, hostname: hostName, now: Date.now() }),
    clientCaFile,
    hostName,
    log: { info: log, warn: log },
    now: Date.now,
    pollInterval: 200,
  });
  const service = createSmtpService({
    currentSnapshot: () => fixture.snapshot,
    spool,
    certificates,
    hostname: hostName,
    protocolLogDir: directory,
    verifyCredentials: () => Promise.resolve(null),
    log: { info: log, warn: log, error: log },
    clock: Date.now,
    trustedProxies: proxiesNarrowedTo?.map(knownIpRange) ?? null,
    ...rest,
  });
  const fixture: RelayFixture = {
    port,
    service,
    spool,
    directory,
    certificates,
    logged,
    snapshot: snapshotOf(config, port),
    configure: async (next) => {
      fixture.snapshot = snapshotOf(next, port);
      await service.apply(fixture.snapshot);
    },
    connect: async () => {
      const conversation = await SmtpConversation.open({ port });
      await conversation.reply();
      return conversation;
    },
    hello: async () => {
      const conversation = await fixture.connect();
      await conversation.say("EHLO crm.contoso.com");
      return conversation;
    },
    stop: async () => {
      await service.close({ graceMs: 0 });
      certificates.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  // A machine without IPv6 cannot open `[::]`; the choice of a connector there does not need the listener.
  const problems = (await service.apply(fixture.snapshot)).filter(
    ({ code }) => !/^EAFNOSUPPORT|^EADDRNOTAVAIL/.test(code),
  );
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  return fixture;
}

/** The snapshot of a configuration; connectors have their name as id. */
export function snapshotOf(config: FixtureConfig, port: number): Snapshot {
  const connectors = (config.connectors ?? []).map((input) =>
    stored("ReceiveConnector", input.name as string, {
      ...input,
      bindings: (input.bindings as string[]).map((text) => text.replace("PORT", String(port))),
    }),
  );
  const permissions = (config.permissions ?? []).map((input, index) =>
    stored("ConnectorPermission", `p${index}`, input),
  );
  const users = (config.users ?? []).map((input, index) => stored("RelayUser", `u${index}`, input));
  const groups = (config.groups ?? []).map((input, index) => stored("RelayGroup", `g${index}`, input));
  const domains = (config.domains ?? []).map((input, index) => stored("AcceptedDomain", `d${index}`, input));
  const state: ConfigState = {
    revision: ++revision,
    receiveConnectors: byId(connectors),
    connectorPermissions: byId(permissions),
    acceptedDomains: byId(domains),
    sendConnectors: new Map(),
    relayUsers: byId(users),
    relayGroups: byId(groups),
    transportConfig: stored("TransportConfig", "transport-config", config.transport ?? {}),
    releases: [],
  };
  return buildSnapshot(state, { at: Date.now() });
}

function stored<K extends Kind>(kind: K, id: string, input: object): StoredObject<K> {
  const settled = settle(kind, input);
  if (!settled.ok) throw new Error(settled.failures.map(({ message }) => message).join("\n"));
  return {
    kind,
    id,
    settings: settled.value,
    revision: ++revision,
    selectionRevision: revision,
    owner: null,
    relayLimitedTo: null,
    secretVersion: null,
  };
}

function byId<K extends Kind>(objects: readonly StoredObject<K>[]): ReadonlyMap<string, StoredObject<K>> {
  return new Map(objects.map((object) => [object.id, object]));
}
