import { Type } from "typebox";
import { TRANSPORT_CONFIG_ID } from "../../../model";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { checkExpectedInstallation, formatEntityTag } from "../entity-tag";
import { answerContext, objectAnswer } from "../object-answer";
import { declaredAs, declaredOwner, readRelayHeaders } from "../relay-headers";
import { inputComponent, OBJECT_HEADERS, PROBLEM_ANSWER } from "../schemas";
import { settledSettings, writeObject } from "../write-object";
import { readPrecondition } from "../write-precondition";
import { DELETED, settingsBody } from "./object-write-routes";

const KIND = "TransportConfig";
const PATH = "/v1/transport-config";

// Trusted proxies are relay authority: whoever sets them can let anybody speak for any address.
const WRITES = { access: "admin" } as const;

const ANSWER = { 200: Type.Ref(`${KIND}#`), default: PROBLEM_ANSWER };

/** The host-wide settings: there is always exactly one object of them. */
export function transportConfigRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  registerRead(app, parts);
  registerCreate(app, parts);
  registerUpdate(app, parts);
  registerDelete(app, parts);
}

function registerRead(app: ControlApiApp, { store }: ControlApiParts): void {
  const schema = { tags: [KIND], operationId: "getTransportConfig", headers: OBJECT_HEADERS, response: ANSWER };
  app.get(PATH, { config: { access: "read" }, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], store.installation);
    const { transportConfig } = store.state;
    reply.header("etag", formatEntityTag(store.installation, transportConfig.revision));
    return objectAnswer(
      transportConfig,
      answerContext(store.state, store.installation, readRelayHeaders(request.headers)),
    );
  });
}

function registerCreate(app: ControlApiApp, parts: ControlApiParts): void {
  const schema = {
    tags: [KIND],
    operationId: "createTransportConfig",
    description: "Makes a stack the owner of the one that is there, with these settings.",
    headers: OBJECT_HEADERS,
    body: settingsBody(inputComponent(KIND), {}),
    response: ANSWER,
  };
  app.post(PATH, { config: WRITES, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    const headers = readRelayHeaders(request.headers);
    const settings = settledSettings(KIND, request.body.settings);
    const { adoptExisting } = headers;
    const owner = declaredOwner(headers);
    const command = { action: "create", kind: KIND, settings, owner, adoptExisting } as const;
    return (await writeObject({ parts, request, reply, headers, command })).answer;
  });
}

function registerUpdate(app: ControlApiApp, parts: ControlApiParts): void {
  const schema = {
    tags: [KIND],
    operationId: "updateTransportConfig",
    headers: OBJECT_HEADERS,
    body: settingsBody(inputComponent(KIND), {}),
    response: ANSWER,
  };
  app.put(PATH, { config: WRITES, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    const headers = readRelayHeaders(request.headers);
    const { stack, ownerToken } = headers;
    const ifMatch = readPrecondition(request, headers, parts.store.installation);
    const settings = settledSettings(KIND, request.body.settings);
    const owner = declaredAs(headers);
    const target = { kind: KIND, id: TRANSPORT_CONFIG_ID, ifMatch, ownerToken, stack } as const;
    const declared = owner && { declaredAs: owner };
    const command = { ...target, action: "update", settings, revokeEntries: [], ...declared } as const;
    return (await writeObject({ parts, request, reply, headers, command })).answer;
  });
}

function registerDelete(app: ControlApiApp, parts: ControlApiParts): void {
  const schema = {
    tags: [KIND],
    operationId: "deleteTransportConfig",
    description: "Puts the defaults back; it is nobody's then.",
    headers: OBJECT_HEADERS,
    response: { 200: DELETED, default: PROBLEM_ANSWER },
  };
  app.delete(PATH, { config: WRITES, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    const headers = readRelayHeaders(request.headers);
    const { stack, ownerToken } = headers;
    const ifMatch = readPrecondition(request, headers, parts.store.installation);
    const target = { kind: KIND, id: TRANSPORT_CONFIG_ID, ifMatch, ownerToken, stack } as const;
    const { result, answer } = await writeObject({
      parts,
      request,
      reply,
      headers,
      command: { ...target, action: "delete" },
    });
    const { deleted = true, reason } = result;
    return { deleted, ...(reason === undefined ? {} : { reason }), applied: answer.applied, audit: answer.audit };
  });
}
