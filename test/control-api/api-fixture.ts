import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { snapshotInSteps } from "../../model";
import { CertificateStore, ownCertificate } from "../../relay/certificates";
import { buildControlApi, type ControlApiParts } from "../../relay/control-api";
import { ActiveConfiguration, type AppliedProblem } from "../../relay/hot-apply";
import { HostCounters } from "../../relay/metrics";
import { RefusalLog } from "../../relay/refusals";
import type { QueuedMessage, SpoolCounts } from "../../relay/spool";
import { ConfigDatabase, type NewToken } from "../../relay/store";
import { TrackingLog } from "../../relay/tracking";
import { UsageBook } from "../../relay/usage";
import { AnswerCheck } from "./answer-check";

/** The control API over a real store, with what is beside it under the test's hand. */
export interface ApiFixture {
  readonly app: Awaited<ReturnType<typeof buildControlApi>>;
  readonly store: ConfigDatabase;
  readonly admin: string;
  /** Everything that was logged, as one text. */
  readonly logged: () => string;
  /** What listeners say is wrong from now on. */
  listenerProblems: AppliedProblem[];
  readonly queue: TestQueue;
  readonly certificates: CertificateStore;
  readonly refusals: RefusalLog;
  readonly book: UsageBook;
  readonly tracking: TrackingLog;
  readonly counters: HostCounters;
  /** Data directory. */
  readonly directory: string;
  /** Moves the clock on by milliseconds. */
  wait(milliseconds: number): void;
  token(wanted: Partial<NewToken>): Promise<string>;
  request(method: Method, url: string, options?: RequestOptions): Promise<Answer>;
  close(): Promise<void>;
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface RequestOptions {
  /** Left out: the admin's; null: none. */
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: AnswerBody;
}

/** What tests read of bodies; each is checked against the OpenAPI document before. */
export interface AnswerBody {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly revision: number;
  readonly settings: object;
  readonly secretVersion: string | null;
  readonly items: readonly AnswerBody[];
  readonly failures: readonly { readonly property: string }[];
  readonly name: string;
  readonly token: string;
  readonly ownerToken: string;
  readonly ownership: string;
  readonly record: object;
  readonly notices: readonly string[];
  readonly applied: { readonly revision: number; readonly ok: boolean; readonly problems: readonly string[] };
  readonly reasons: readonly string[];
  readonly superseded: readonly object[];
  readonly declarations: object;
  readonly unmanagedEntries: readonly object[];
  readonly receiveConnectors: readonly { readonly name: string }[];
  readonly sequence: number;
  readonly frozen: object | null;
  readonly next: number | null;
  readonly head: { readonly sequence: number; readonly hash: string };
}

// What a real hash costs is measured elsewhere.
const PASSWORDS: ControlApiParts["passwords"] = {
  hash: async (password) => `$argon2id$${createHash("sha256").update(password).digest("hex")}`,
  verify: async (hash, password) => hash === (await PASSWORDS.hash(password)),
};

const ADMIN = { tokenId: "test", tokenName: "test" };

export async function startApi(): Promise<ApiFixture> {
  const dataDir = await mkdtemp(join(tmpdir(), "relay-api-"));
  const clock = { offset: 0 };
  const now = () => Date.now() + clock.offset;
  const store = await ConfigDatabase.open({ dataDir, now });
  const { token: admin } = await store.tokens.create({ name: "admin", scopes: ["admin"], stackPattern: null }, ADMIN);
  const lines: string[] = [];
  const queue = new TestQueue();
  const listeners = { apply: async () => fixture.listenerProblems };
  const configuration = new ActiveConfiguration({ snapshotInSteps, listeners, now }, store.state);
  const logger = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
  const certificates = await CertificateStore.open({
    directory: join(dataDir, "certificates"),
    fallback: await ownCertificate({ dataDir, hostname: HOST.hostName, now: now() }),
    clientCaFile: null,
    hostName: HOST.hostName,
    log: logger,
    now,
  });
  const book = new UsageBook(now());
  const beside = { passwords: PASSWORDS, queue, delivery: NO_DELIVERY, certificates, host: HOST, now, usage: { book } };
  const limits = { maxSize: 65_536, maxAge: 3_600_000 };
  const refusals = new RefusalLog({ directory: join(dataDir, "refusals"), limits, now, onError: fail });
  const limitsOfTracking = { maxFileSize: 1_000_000, maxDirectorySize: 10_000_000, maxAge: 3_600_000 };
  const tracking = new TrackingLog({
    directory: join(dataDir, "tracking"),
    hostName: HOST.hostName,
    limits: limitsOfTracking,
    clock: now,
    onError: fail,
  });
  const counters = new HostCounters(() => new Set());
  const watching = { tracking, counters, watch: tracking };
  const parts: ControlApiParts = { store, refusals, configuration, ...watching, ...beside };
  const app = await buildControlApi(parts, { logger, tls: null });
  const check = new AnswerCheck(app.swagger());
  const fixture: ApiFixture = {
    app,
    store,
    admin,
    queue,
    certificates,
    refusals,
    book,
    tracking,
    counters,
    directory: dataDir,
    logged: () => lines.join(""),
    listenerProblems: [],
    wait: (milliseconds) => {
      clock.offset += milliseconds;
    },
    token: async (wanted) => {
      const token = { name: "other", scopes: ["read"], stackPattern: null, ...wanted } as const;
      return (await store.tokens.create(token, ADMIN)).token;
    },
    request: async (method, url, { token = admin, body, headers = {} } = {}) => {
      const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
      const type = body === undefined ? {} : { "content-type": "application/json" };
      const payload = body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) };
      const answer = await app.inject({ method, url, headers: { ...authorization, ...type, ...headers }, ...payload });
      const [status, contentType] = [answer.statusCode, String(answer.headers["content-type"])];
      const read = readBody(answer.body);
      expect(check.differences(method, url, { status, contentType, body: read })).toEqual([]);
      return { status, headers: answer.headers, body: read };
    },
    close: async () => {
      await app.close();
      await configuration.close();
      certificates.close();
      await refusals.close();
      await tracking.close();
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
  return fixture;
}

function fail(error: Error): never {
  throw error;
}

function readBody(text: string): AnswerBody {
  try {
    return JSON.parse(text) as AnswerBody;
  } catch {
    // Only metrics answer with plain text.
    return text as unknown as AnswerBody;
  }
}

const HOST: ControlApiParts["host"] = {
  hostName: "relay.test",
  version: "0.0.0",
  startedAt: Date.now(),
  certificate: () => null,
  listening: () => ["127.0.0.1:2525"],
  trustedProxies: () => [],
  sessions: () => 0,
  sessionsByConnector: () => ({}),
  disk: () => Promise.resolve({ freeBytes: 5_000_000_000, totalBytes: 9_000_000_000 }),
  loopDelay: () => ({ p50: 0.001, p99: 0.002, max: 0.003 }),
};

const NO_DELIVERY: ControlApiParts["delivery"] = {
  stats: () => ({
    connectors: [],
    routes: [],
    inFlight: 0,
    waiting: 0,
    delivered: 0,
    deferred: 0,
    failed: 0,
    possibleDuplicates: 0,
    alarms: [],
  }),
};

/** A queue in memory whose messages the test sets and whose operations it reads. */
export class TestQueue {
  accepting = true;
  messages: QueuedMessage[] = [];
  readonly done: string[] = [];

  list({ limit }: { readonly limit: number }): Promise<readonly QueuedMessage[]> {
    return Promise.resolve(this.messages.slice(0, limit));
  }

  show(queueId: string): Promise<QueuedMessage | undefined> {
    return Promise.resolve(this.messages.find((message) => message.queueId === queueId));
  }

  retry = (queueId: string): Promise<boolean> => this.#do("retry", queueId);
  hold = (queueId: string): Promise<boolean> => this.#do("hold", queueId);
  release = (queueId: string): Promise<boolean> => this.#do("release", queueId);
  delete = (queueId: string): Promise<boolean> => this.#do("delete", queueId);

  counts(): SpoolCounts {
    const held = { operator: 0, "no-route": 0, failed: 0, expired: 0 };
    return { messages: this.messages.length, queued: 0, leased: 0, held, refusing: null, logBytes: 0 };
  }

  #do(operation: string, queueId: string): Promise<boolean> {
    const known = this.messages.some((message) => message.queueId === queueId);
    if (known) this.done.push(`${operation} ${queueId}`);
    return Promise.resolve(known);
  }
}

/** Settings that the host takes, with what a test changes. */
export function connectorSettings(changes: object = {}) {
  return {
    name: "CRM Application",
    bindings: ["127.0.0.1:2525"],
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
    permissionGroups: ["AnonymousUsers"],
    ...changes,
  };
}

/** Headers of a write by a resource of a stack. */
export function declaredBy(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    "relay-stack": "organization/relay/prod",
    "relay-logical-id": "ReceiveConnector::crm",
    "relay-owner-token": "token-of-the-first-create",
    ...changes,
  };
}
