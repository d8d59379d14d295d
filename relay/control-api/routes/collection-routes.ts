import { Type } from "typebox";
import { findObject, type Kind, objectsOfKind } from "../../../model";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { checkExpectedInstallation, formatEntityTag } from "../entity-tag";
import { answerContext, objectAnswer } from "../object-answer";
import { readRelayHeaders } from "../relay-headers";
import { OBJECT_HEADERS, PROBLEM_ANSWER } from "../schemas";
import { type Collection, ID_PARAMETER, notFound } from "./collection";
import { registerObjectWrites } from "./object-write-routes";

/** Kinds that come in numbers, and the path each lives at. */
const COLLECTIONS = {
  "receive-connectors": "ReceiveConnector",
  "connector-permissions": "ConnectorPermission",
  "accepted-domains": "AcceptedDomain",
  "send-connectors": "SendConnector",
  "relay-users": "RelayUser",
  "relay-groups": "RelayGroup",
} as const satisfies Record<string, Kind>;

/** GET, POST, PUT and DELETE of the kinds that programs declare. */
export function collectionRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  for (const [path, kind] of Object.entries(COLLECTIONS)) {
    registerReads(app, parts, { path: `/v1/${path}`, kind });
    registerObjectWrites(app, parts, { path: `/v1/${path}`, kind });
  }
}

function registerReads(app: ControlApiApp, parts: ControlApiParts, { path, kind }: Collection): void {
  const { store } = parts;
  const one = Type.Ref(`${kind}#`);
  app.get(
    path,
    {
      config: { access: "read" },
      schema: {
        tags: [kind],
        operationId: `list${kind}s`,
        headers: OBJECT_HEADERS,
        response: { 200: Type.Object({ items: Type.Array(one) }), default: PROBLEM_ANSWER },
      },
    },
    async (request) => {
      checkExpectedInstallation(request.headers["relay-installation"], store.installation);
      const context = answerContext(store.state, store.installation, readRelayHeaders(request.headers));
      return { items: [...objectsOfKind(store.state, kind).values()].map((object) => objectAnswer(object, context)) };
    },
  );
  app.get(
    `${path}/:id`,
    {
      config: { access: "read" },
      schema: {
        tags: [kind],
        operationId: `get${kind}`,
        params: ID_PARAMETER,
        headers: OBJECT_HEADERS,
        response: { 200: one, default: PROBLEM_ANSWER },
      },
    },
    async (request, reply) => {
      checkExpectedInstallation(request.headers["relay-installation"], store.installation);
      const object = findObject(store.state, kind, request.params.id);
      if (object === undefined) throw notFound(kind, request.params.id);
      reply.header("etag", formatEntityTag(store.installation, object.revision));
      return objectAnswer(object, answerContext(store.state, store.installation, readRelayHeaders(request.headers)));
    },
  );
}
