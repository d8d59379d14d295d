import { Type } from "typebox";
import { TRANSPORT_CONFIG_ID } from "../../../model";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { checkExpectedInstallation, formatEntityTag } from "../entity-tag";
import { answerContext, objectAnswer } from "../object-answer";
import { readRelayHeaders } from "../relay-headers";
import { inputComponent, OBJECT_HEADERS, PROBLEM_ANSWER } from "../schemas";
import { settledSettings, writeObject } from "../write-object";
import { readPrecondition } from "../write-precondition";
import { settingsBody } from "./object-write-routes";

const KIND = "TransportConfig";
const PATH = "/v1/transport-config";

/** The host-wide settings: there is always exactly one object of them. */
export function transportConfigRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  registerRead(app, parts);
  registerWrite(app, parts);
}

function registerRead(app: ControlApiApp, { store }: ControlApiParts): void {
  const schema = {
    tags: [KIND],
    operationId: "getTransportConfig",
    headers: OBJECT_HEADERS,
    response: { 200: Type.Ref(`${KIND}#`), default: PROBLEM_ANSWER },
  };
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

function registerWrite(app: ControlApiApp, parts: ControlApiParts): void {
  const schema = {
    tags: [KIND],
    operationId: "updateTransportConfig",
    headers: OBJECT_HEADERS,
    body: settingsBody(inputComponent(KIND), {}),
    response: { 200: Type.Ref(`${KIND}#`), default: PROBLEM_ANSWER },
  };
  // Trusted proxies are relay authority: whoever sets them can let anybody speak for any address.
  app.put(PATH, { config: { access: "admin" }, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    const headers = readRelayHeaders(request.headers);
    const { stack, ownerToken } = headers;
    const ifMatch = readPrecondition(request, headers, parts.store.installation);
    const settings = settledSettings(KIND, request.body.settings);
    const target = { kind: KIND, id: TRANSPORT_CONFIG_ID, ifMatch, ownerToken, stack } as const;
    const command = { ...target, action: "update", settings, revokeEntries: [] } as const;
    return (await writeObject({ parts, request, reply, headers, command })).answer;
  });
}
