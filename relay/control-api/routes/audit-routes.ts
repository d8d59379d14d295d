import { type Static, Type } from "typebox";
import { AUDIT_ACTIONS, type AuditEntry, type AuditFilter, parseInstant } from "../../../model";
import { ApiProblem } from "../api-problem";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { isoTime } from "../object-answer";
import { AUDIT_ENTRY, AUDIT_IMPACT, KINDS, PROBLEM_ANSWER } from "../schemas";

const SEQUENCE = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));
const NAME = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 512, description }));
const TIME = (description: string) => Type.Optional(Type.String({ maxLength: 64, description }));

const QUERY = Type.Object(
  {
    after: SEQUENCE("Only entries after this one: the last one seen, or next of the answer before."),
    before: SEQUENCE("Only entries before this one."),
    order: Type.Optional(Type.Enum(["oldest-first", "newest-first"], { default: "oldest-first" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    since: TIME("RFC 3339: only entries from then on."),
    until: TIME("RFC 3339: only entries before."),
    actor: NAME("Name or id of the token that acted."),
    stack: NAME("organisation/project/stack; * is any one part."),
    kind: Type.Optional(KINDS),
    object: NAME("Name or id of the object."),
    action: Type.Optional(Type.Enum([...AUDIT_ACTIONS])),
    outcome: Type.Optional(Type.Enum(["applied", "refused"])),
    widening: Type.Optional(
      Type.Boolean({ description: "Whether somebody may do more since, or that could not be told." }),
    ),
  },
  { additionalProperties: false },
);

const PAGE = Type.Object({
  items: Type.Array(Type.Ref("AuditEntry#")),
  next: Type.Union([Type.Integer(), Type.Null()], {
    description:
      "Where to go on (after, or before when newest-first): one answer looks at a bounded number of entries. Null: no more.",
  }),
  head: Type.Ref("AuditHead#"),
});

const ONE = Type.Object({ sequence: Type.String({ pattern: "^[1-9]\\d{0,14}$" }) });

/** Who changed what; refused writes too. */
export function auditRoutes(app: ControlApiApp, { store }: ControlApiParts): void {
  app.addSchema(AUDIT_IMPACT);
  app.addSchema(AUDIT_ENTRY);
  const list = {
    tags: ["Audit"],
    operationId: "listAudit",
    querystring: QUERY,
    response: { 200: PAGE, default: PROBLEM_ANSWER },
  };
  app.get("/v1/audit", { config: { access: "read" }, schema: list }, async (request) => {
    const { after = 0, before, order = "oldest-first", limit = 100, ...filter } = request.query;
    const query = { afterSequence: after, order, limit, ...(before === undefined ? {} : { beforeSequence: before }) };
    const { entries, next } = await store.searchAudit(query, readFilter(filter));
    return { items: entries.map(entryAnswer), next, head: await store.auditHead() };
  });
  const show = {
    tags: ["Audit"],
    operationId: "getAuditEntry",
    params: ONE,
    response: { 200: Type.Ref("AuditEntry#"), default: PROBLEM_ANSWER },
  };
  app.get("/v1/audit/:sequence", { config: { access: "read" }, schema: show }, async (request) => {
    const sequence = Number(request.params.sequence);
    const [entry] = await store.audit({ afterSequence: sequence - 1, beforeSequence: sequence + 1, limit: 1 });
    if (entry !== undefined) return entryAnswer(entry);
    throw new ApiProblem("RELAY_NOT_FOUND", `The audit has no entry ${sequence}.`);
  });
}

type FilterTexts = Omit<Static<typeof QUERY>, "after" | "before" | "order" | "limit">;

function readFilter({ since, until, ...rest }: FilterTexts): AuditFilter {
  return {
    ...rest,
    ...(since === undefined ? {} : { since: readTime(since, "since") }),
    ...(until === undefined ? {} : { until: readTime(until, "until") }),
  };
}

function readTime(text: string, property: string): number {
  const parsed = parseInstant(text, property);
  if (parsed.ok) return Date.parse(text);
  throw new ApiProblem("RELAY_REQUEST_INVALID", parsed.failures.map(({ message }) => message).join(" "), { property });
}

function entryAnswer(entry: AuditEntry) {
  return { ...entry, at: isoTime(entry.at) };
}
