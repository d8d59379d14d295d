import { Type } from "typebox";

const TIME = Type.String({ format: "date-time" });

const CERTIFICATE = Type.Object({
  fingerprint: Type.String({ description: "SHA-256." }),
  validTo: TIME,
  subject: Type.String(),
  selfMade: Type.Boolean({ description: "Made by the host itself." }),
});

const WARNINGS = Type.Array(Type.String(), {
  description: "What somebody should see to, while service goes on: certificates that are bad or end soon.",
});

const SUPERSEDED = Type.Object({
  kind: Type.String(),
  id: Type.String(),
  name: Type.String(),
  stack: Type.Union([Type.String(), Type.Null()]),
  since: TIME,
});

const RELEASE = Type.Object(
  {
    connectorId: Type.String(),
    ranges: Type.Array(Type.String()),
    stack: Type.String(),
    revision: Type.Integer(),
    until: TIME,
  },
  { description: "Ranges that a connector gave up and still serves for a moment." },
);

const QUEUE_COUNTS = Type.Object({
  messages: Type.Integer(),
  queued: Type.Integer({ description: "Recipients that wait for an attempt." }),
  leased: Type.Integer({ description: "Recipients being delivered to." }),
  held: Type.Object(
    { operator: Type.Integer(), "no-route": Type.Integer(), failed: Type.Integer(), expired: Type.Integer() },
    { description: "Recipients that wait for an operator, by reason. Nothing that was accepted is ever dropped." },
  ),
  refusing: Type.Union([Type.String(), Type.Null()], {
    description: "Why no new mail is taken: disk-low, store-failed, full or closed.",
  }),
  logBytes: Type.Integer(),
});

const ROUTE = Type.Object({
  connectorId: Type.String(),
  connectorName: Type.String(),
  smartHost: Type.String(),
  state: Type.Enum(["working", "held"]),
  heldUntil: Type.Union([TIME, Type.Null()]),
  lastFault: Type.Union([Type.String(), Type.Null()]),
  connections: Type.Integer(),
  idleConnections: Type.Integer(),
});

const SEND_CONNECTOR = Type.Object({ name: Type.String(), waiting: Type.Integer(), sending: Type.Integer() });

const DELIVERY = Type.Object({
  connectors: Type.Array(SEND_CONNECTOR, { description: "Messages on their way through each send connector." }),
  routes: Type.Array(ROUTE),
  inFlight: Type.Integer({ description: "Transactions going on." }),
  waiting: Type.Integer({ description: "Messages due that wait for a connection or for their route." }),
  delivered: Type.Integer({ description: "Recipients since the start." }),
  deferred: Type.Integer(),
  failed: Type.Integer(),
  possibleDuplicates: Type.Integer(),
  alarms: Type.Array(Type.String(), { description: "What somebody should see to." }),
});

const SECONDS = Type.Number({ description: "Seconds." });

const COUNT = Type.Integer({ description: "Since the start." });

const ACTIVITY = Type.Object({
  connections: COUNT,
  accepted: Type.Integer({ description: "Messages since the start." }),
  acceptedBytes: COUNT,
  rejects: COUNT,
  commits: Type.Object(
    { count: Type.Integer(), seconds: SECONDS },
    { description: "Messages made durable since the start, and the time they took together." },
  ),
  loopDelay: Type.Object(
    { p50: SECONDS, p99: SECONDS, max: SECONDS },
    { description: "How late timers fire, over the last minute." },
  ),
  memoryBytes: Type.Integer({ description: "Resident." }),
  receiveConnectors: Type.Array(
    Type.Object({ name: Type.String(), sessions: Type.Integer(), accepted: COUNT, rejects: COUNT }),
    { description: "Those with the most sessions, and then messages; fifty at most." },
  ),
});

const STORE = Type.Object(
  {
    where: Type.String({ description: "File or database, never with its password." }),
    shared: Type.Boolean({ description: "Whether other hosts use it." }),
    awaySince: Type.Union([TIME, Type.Null()], { description: "Null: it answers. What it said last holds meanwhile." }),
    hosts: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        version: Type.String(),
        startedAt: TIME,
        silentSeconds: Type.Integer({ description: "Since its last sign of life." }),
        revision: Type.Integer({ description: "In force there." }),
      }),
      { description: "Hosts that share the store and were seen within the hour, this one included." },
    ),
  },
  { description: "Where the configuration is kept." },
);

const DISK = Type.Object({ freeBytes: Type.Integer(), totalBytes: Type.Integer() });

export const STATUS = Type.Object(
  {
    version: Type.String(),
    node: Type.String(),
    hostName: Type.String(),
    installation: Type.Ref("Installation#"),
    revision: Type.Integer({ description: "Last revision committed." }),
    applied: Type.Ref("Applied#"),
    ready: Type.Boolean(),
    reasons: Type.Array(Type.String(), { description: "Why it is not ready." }),
    warnings: WARNINGS,
    startedAt: TIME,
    uptimeSeconds: Type.Integer(),
    listeners: Type.Array(Type.String(), { description: "address:port of every open SMTP listener." }),
    sessions: Type.Integer({ description: "Open SMTP sessions." }),
    certificate: Type.Union([CERTIFICATE, Type.Null()]),
    trustedProxies: Type.Object({
      configured: Type.Array(Type.String()),
      effective: Type.Array(Type.String(), { description: "What this host believes: narrowed by --trusted-proxies." }),
    }),
    store: STORE,
    frozen: Type.Union([Type.Ref("Freeze#"), Type.Null()]),
    superseded: Type.Array(SUPERSEDED),
    releases: Type.Array(RELEASE),
    audit: Type.Ref("AuditHead#"),
    queue: QUEUE_COUNTS,
    disk: Type.Union([DISK, Type.Null()], { description: "Where the data directory lies." }),
    activity: ACTIVITY,
    delivery: DELIVERY,
  },
  { $id: "Status" },
);

export const READINESS = Type.Object(
  {
    ready: Type.Boolean(),
    revision: Type.Integer(),
    appliedRevision: Type.Integer(),
    reasons: Type.Array(Type.String()),
    warnings: WARNINGS,
  },
  { $id: "Readiness" },
);
