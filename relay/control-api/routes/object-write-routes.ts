import { type TSchema, Type } from "typebox";
import { hasPassword, type Kind } from "../../../model";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { checkExpectedInstallation } from "../entity-tag";
import { declaredAs, declaredOwner, readRelayHeaders } from "../relay-headers";
import { inputComponent, OBJECT_HEADERS, PROBLEM_ANSWER } from "../schemas";
import { prepareSecret } from "../prepare-secret";
import { readPrecondition } from "../write-precondition";
import { settledSettings, writeObject } from "../write-object";
import { type Collection, ID_PARAMETER } from "./collection";

const REVOCATIONS = {
  revokeEntries: Type.Optional(
    Type.Array(Type.Object({ id: Type.String(), revision: Type.Integer() }, { additionalProperties: false }), {
      description: "Unmanaged entries of the connector to revoke in the same transaction.",
    }),
  ),
};

const SECRETS = {
  secrets: Type.Optional(
    Type.Object(
      {
        password: Type.Optional(
          Type.Union([Type.String(), Type.Null()], {
            description: "Stored, never answered. Null removes it; left out, what is stored stays.",
          }),
        ),
      },
      { additionalProperties: false, description: "What no answer ever holds." },
    ),
  ),
};

export const DELETED = Type.Object({
  deleted: Type.Boolean({ description: "False: the object is no longer the asker's, and stays." }),
  reason: Type.Optional(Type.String()),
  applied: Type.Ref("Applied#"),
  audit: Type.Ref("AuditHead#"),
});

/** A body that carries settings: judged by the model, described by the kind's input component. */
export function settingsBody<Extra extends Record<string, TSchema>>(component: string, extra: Extra) {
  const settings = Type.Unsafe<Record<string, unknown>>(Type.Ref(`${component}#`));
  return Type.Object({ settings, ...extra }, { additionalProperties: false });
}

// What a kind does not have is unknown in its bodies, and refused as such; the types know the widest one.
type WidestBody = ReturnType<typeof settingsBody<typeof REVOCATIONS & typeof SECRETS>>;

function createBody(kind: Kind) {
  const body = settingsBody(inputComponent(kind), hasPassword(kind) ? SECRETS : {});
  return body as unknown as WidestBody;
}

function updateBody(kind: Kind) {
  const entries = kind === "ReceiveConnector" ? REVOCATIONS : {};
  const body = settingsBody(inputComponent(kind), { ...entries, ...(hasPassword(kind) ? SECRETS : {}) });
  return body as unknown as WidestBody;
}

/** POST, PUT and DELETE of one kind. */
export function registerObjectWrites(app: ControlApiApp, parts: ControlApiParts, collection: Collection): void {
  registerCreate(app, parts, collection);
  registerUpdate(app, parts, collection);
  registerDelete(app, parts, collection);
}

function registerCreate(app: ControlApiApp, parts: ControlApiParts, { path, kind }: Collection): void {
  const schema = {
    tags: [kind],
    operationId: `create${kind}`,
    headers: OBJECT_HEADERS,
    body: createBody(kind),
    response: { 200: Type.Ref(`${kind}#`), 201: Type.Ref(`${kind}#`), default: PROBLEM_ANSWER },
  };
  app.post(path, { config: { access: "write" }, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    const headers = readRelayHeaders(request.headers);
    const owner = declaredOwner(headers);
    const settings = settledSettings(kind, request.body.settings);
    const secret = await prepareSecret(parts, { kind, settings, secrets: request.body.secrets, id: null });
    const { adoptExisting } = headers;
    const command = { action: "create", kind, settings, owner, adoptExisting, ...(secret && { secret }) } as const;
    const { result, answer } = await writeObject({ parts, request, reply, headers, command });
    // What was taken over or adopted existed before (RFC 9110 §15.3.2).
    reply.code(result.object.createdAt === result.object.updatedAt && result.changed ? 201 : 200);
    return answer;
  });
}

function registerUpdate(app: ControlApiApp, parts: ControlApiParts, { path, kind }: Collection): void {
  const schema = {
    tags: [kind],
    operationId: `update${kind}`,
    params: ID_PARAMETER,
    headers: OBJECT_HEADERS,
    body: updateBody(kind),
    response: { 200: Type.Ref(`${kind}#`), default: PROBLEM_ANSWER },
  };
  app.put(`${path}/:id`, { config: { access: "write" }, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    const headers = readRelayHeaders(request.headers);
    const ifMatch = readPrecondition(request, headers, parts.store.installation);
    const settings = settledSettings(kind, request.body.settings);
    const { revokeEntries = [], secrets } = request.body;
    const { id } = request.params;
    const secret = await prepareSecret(parts, { kind, settings, secrets, id });
    const { stack, ownerToken } = headers;
    const owner = declaredAs(headers);
    const target = { kind, id, ifMatch, ownerToken, stack, revokeEntries, ...(owner && { declaredAs: owner }) };
    const command = { action: "update", ...target, settings, ...(secret && { secret }) } as const;
    return (await writeObject({ parts, request, reply, headers, command })).answer;
  });
}

function registerDelete(app: ControlApiApp, parts: ControlApiParts, { path, kind }: Collection): void {
  const schema = {
    tags: [kind],
    operationId: `delete${kind}`,
    params: ID_PARAMETER,
    headers: OBJECT_HEADERS,
    response: { 200: DELETED, default: PROBLEM_ANSWER },
  };
  app.delete(`${path}/:id`, { config: { access: "write" }, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    const headers = readRelayHeaders(request.headers);
    const ifMatch = readPrecondition(request, headers, parts.store.installation);
    const { stack, ownerToken } = headers;
    const command = { action: "delete", kind, id: request.params.id, ifMatch, ownerToken, stack } as const;
    const { result, answer } = await writeObject({ parts, request, reply, headers, command });
    const { deleted = true, reason } = result;
    return { deleted, ...(reason === undefined ? {} : { reason }), applied: answer.applied, audit: answer.audit };
  });
}
