import { Type } from "typebox";

const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);
const AUDITED = Type.Union([Type.Object({ settings: Type.Object({}), owner: Type.Unknown() }), Type.Null()]);

const ANSWER = Type.Object({
  verdict: Type.Enum(["refuse", "accept", "relay"]),
  connector: TEXT_OR_NULL,
  entry: Type.Union([Type.String(), Type.Null()], { description: "In words; null: no entry decides." }),
  reply: Type.String(),
});

const IMPACT_ROW = Type.Object({
  kind: Type.Enum(["widened", "narrowed", "moved", "side-effect"]),
  severity: Type.Enum(["critical", "high", "medium", "low", "info"]),
  reasons: Type.Array(Type.String()),
  addresses: Type.Array(Type.String(), {
    description: "CIDR blocks, or spans where those are fewer to tell; the first of them.",
  }),
  count: Type.String(),
  who: Type.String(),
  senders: Type.String(),
  recipients: Type.String(),
  endpoints: Type.String(),
  before: ANSWER,
  after: ANSWER,
  effects: Type.Array(Type.String()),
  witness: Type.Object({
    client: Type.String(),
    local: Type.String(),
    tls: Type.Boolean(),
    identity: Type.String(),
    sender: Type.String(),
    recipient: Type.String(),
  }),
});

const NETWORKS = Type.Array(Type.String());

export const AUDIT_IMPACT = Type.Union(
  [
    Type.Object({
      known: Type.Literal(true),
      counts: Type.Object({
        widened: Type.Integer(),
        narrowed: Type.Integer(),
        moved: Type.Integer(),
        "side-effect": Type.Integer(),
      }),
      worst: TEXT_OR_NULL,
      rows: Type.Array(IMPACT_ROW, { description: "The worst first, as many as there is room for." }),
      raised: Type.Optional(
        Type.Literal(true, { description: "Somebody may do more by it though no answer rises, or for longer." }),
      ),
      leftOut: Type.Integer({ description: "Rows that there was no room for." }),
      routes: Type.Integer({ description: "Changes of where mail leaves." }),
      proxies: Type.Object({ added: NETWORKS, removed: NETWORKS }),
    }),
    Type.Object({ known: Type.Literal(false), reason: Type.String() }),
  ],
  { $id: "AuditImpact", description: "What a write changed for the world; known false: it could not be told." },
);

export const AUDIT_ENTRY = Type.Object(
  {
    sequence: Type.Integer({ description: "From 1, without gaps." }),
    at: Type.String({ format: "date-time" }),
    revision: Type.Integer(),
    tokenId: Type.String(),
    tokenName: Type.String(),
    stack: TEXT_OR_NULL,
    run: TEXT_OR_NULL,
    commit: TEXT_OR_NULL,
    program: TEXT_OR_NULL,
    address: Type.Optional(
      Type.String({
        description: "Where the request came from, as the host saw it; a reverse proxy's where there is one.",
      }),
    ),
    action: Type.String(),
    kind: TEXT_OR_NULL,
    objectId: TEXT_OR_NULL,
    name: Type.String(),
    before: AUDITED,
    after: AUDITED,
    secret: Type.Optional(
      Type.Enum(["password set", "password removed"], { description: "What became of the object's password." }),
    ),
    code: TEXT_OR_NULL,
    detail: TEXT_OR_NULL,
    breakGlass: Type.Optional(
      Type.String({ description: "Why it was written although the configuration was frozen." }),
    ),
    revertTo: Type.Optional(Type.Integer({ description: "The revision whose state it put back." })),
    impact: Type.Optional(Type.Ref("AuditImpact#")),
    previousHash: Type.String(),
    hash: Type.String({
      description: "SHA-256 over the canonical JSON of all other fields, with at as epoch milliseconds.",
    }),
  },
  { $id: "AuditEntry" },
);
