import { Type } from "typebox";
import type { AuditEntry } from "../../../model";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { isoTime } from "../object-answer";
import { PROBLEM_ANSWER } from "../schemas";

const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);
const AUDITED = Type.Union([Type.Object({ settings: Type.Object({}), owner: Type.Unknown() }), Type.Null()]);

const ENTRY = Type.Object(
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
    previousHash: Type.String(),
    hash: Type.String({ description: "SHA-256 over all other fields." }),
  },
  { $id: "AuditEntry" },
);

const QUERY = Type.Object(
  {
    after: Type.Optional(Type.Integer({ minimum: 0, default: 0, description: "Sequence of the last entry seen." })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  },
  { additionalProperties: false },
);

/** Who changed what, oldest first; refused writes too. */
export function auditRoutes(app: ControlApiApp, { store }: ControlApiParts): void {
  app.addSchema(ENTRY);
  const answer = Type.Object({ items: Type.Array(Type.Ref("AuditEntry#")), head: Type.Ref("AuditHead#") });
  const response = { 200: answer, default: PROBLEM_ANSWER };
  const schema = { tags: ["Audit"], operationId: "listAudit", querystring: QUERY, response };
  app.get("/v1/audit", { config: { access: "read" }, schema }, async (request) => {
    const { after = 0, limit = 100 } = request.query;
    const items = await store.audit({ afterSequence: after, limit });
    return { items: items.map(entryAnswer), head: await store.auditHead() };
  });
}

function entryAnswer(entry: AuditEntry) {
  return { ...entry, at: isoTime(entry.at) };
}
