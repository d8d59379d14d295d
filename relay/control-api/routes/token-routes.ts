import { Type } from "typebox";
import { ApiProblem } from "../api-problem";
import { requireUnbound } from "../authentication";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { isoTime } from "../object-answer";
import { PROBLEM_ANSWER } from "../schemas";
import type { TokenRecord } from "../../store";
import { ID_PARAMETER } from "./collection";

const SCOPE = Type.Enum(["read", "write", "admin"]);

const TOKEN = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    scopes: Type.Array(SCOPE),
    stackPattern: Type.Union([Type.String(), Type.Null()]),
    createdAt: Type.String({ format: "date-time" }),
    expiresAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
  },
  { $id: "Token", description: "A bearer token, without its secret." },
);

const NEW_TOKEN = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64, pattern: "^\\P{Cc}+$" }),
    scopes: Type.Array(SCOPE, { minItems: 1, uniqueItems: true }),
    stackPattern: Type.Optional(
      Type.String({
        pattern: "^[^/]+/[^/]+/[^/]+$",
        maxLength: 256,
        description: "organisation/project/stack; * is any one part.",
      }),
    ),
    expiresAt: Type.Optional(Type.String({ description: "RFC 3339 with an offset, in the future." })),
  },
  { additionalProperties: false },
);

/** Bearer tokens: two may overlap, so that one can be replaced without a gap. */
export function tokenRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(TOKEN);
  registerList(app, parts);
  registerCreate(app, parts);
  registerRevoke(app, parts);
}

function registerList(app: ControlApiApp, { store }: ControlApiParts): void {
  const response = { 200: Type.Object({ items: Type.Array(Type.Ref("Token#")) }), default: PROBLEM_ANSWER };
  const schema = { tags: ["Token"], operationId: "listTokens", response };
  app.get("/v1/tokens", { config: { access: "admin" }, schema }, async () => {
    return { items: (await store.tokens.list()).map(tokenAnswer) };
  });
}

function registerCreate(app: ControlApiApp, { store, now }: ControlApiParts): void {
  const created = Type.Object({
    token: Type.String({ description: "Answered this once, kept nowhere." }),
    record: Type.Ref("Token#"),
  });
  const response = { 201: created, default: PROBLEM_ANSWER };
  const schema = { tags: ["Token"], operationId: "createToken", body: NEW_TOKEN, response };
  app.post("/v1/tokens", { config: { access: "admin" }, schema }, async (request, reply) => {
    const { name, scopes, stackPattern = null, expiresAt } = request.body;
    const wanted = {
      name,
      scopes,
      stackPattern,
      expiresAt: expiresAt === undefined ? null : readExpiry(expiresAt, now()),
    };
    const { token, record } = await store.tokens.create(wanted, requireUnbound(request));
    reply.code(201);
    return { token, record: tokenAnswer(record) };
  });
}

function registerRevoke(app: ControlApiApp, { store }: ControlApiParts): void {
  const response = { 200: Type.Object({ deleted: Type.Boolean() }), default: PROBLEM_ANSWER };
  const schema = { tags: ["Token"], operationId: "revokeToken", params: ID_PARAMETER, response };
  app.delete("/v1/tokens/:id", { config: { access: "admin" }, schema }, async (request) => {
    const { id } = request.params;
    if (await store.tokens.revoke(id, requireUnbound(request))) return { deleted: true };
    throw new ApiProblem("RELAY_NOT_FOUND", `There is no token with the id "${id}".`);
  });
}

function tokenAnswer({ id, name, scopes, stackPattern, createdAt, expiresAt }: TokenRecord) {
  const expires = expiresAt === null ? null : isoTime(expiresAt);
  return { id, name, scopes: [...scopes], stackPattern, createdAt: isoTime(createdAt), expiresAt: expires };
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

function readExpiry(text: string, now: number): number {
  // In whole seconds, rounded down: never longer than was asked for.
  const time = RFC_3339.test(text) ? Math.floor(Date.parse(text) / 1000) * 1000 : Number.NaN;
  if (Number.isNaN(time)) throw badExpiry(`"${text}" is not a time such as 2027-01-31T12:00:00Z`);
  if (time <= now) throw badExpiry(`"${text}" is already over`);
  return time;
}

function badExpiry(why: string): ApiProblem {
  return new ApiProblem("RELAY_REQUEST_INVALID", `expiresAt: ${why}.`, { property: "expiresAt" });
}
