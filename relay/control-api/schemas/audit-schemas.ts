import { Type } from "typebox";

const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);
const AUDITED = Type.Union([Type.Object({ settings: Type.Object({}), owner: Type.Unknown() }), Type.Null()]);

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
    previousHash: Type.String(),
    hash: Type.String({
      description: "SHA-256 over the canonical JSON of all other fields, with at as epoch milliseconds.",
    }),
  },
  { $id: "AuditEntry" },
);
