import { randomBytes } from "node:crypto";
import { Type } from "typebox";
import { findObject, objectName } from "../../../model";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { checkExpectedInstallation } from "../entity-tag";
import { readRelayHeaders } from "../relay-headers";
import { KINDS, OBJECT_HEADERS, PROBLEM_ANSWER } from "../schemas";
import { writeObject } from "../write-object";
import { notFound } from "./collection";

const CLAIM = Type.Object(
  {
    stack: Type.String({ pattern: "^[^/]+/[^/]+/[^/]+$", maxLength: 256 }),
    kind: KINDS,
    id: Type.String({ minLength: 1, maxLength: 64 }),
    logicalId: Type.Optional(
      Type.String({ minLength: 1, maxLength: 512, pattern: "^\\P{Cc}+$", description: "Left out: KIND::NAME." }),
    ),
  },
  { additionalProperties: false },
);

const CLAIMED = Type.Object({
  id: Type.String(),
  kind: KINDS,
  stack: Type.String(),
  logicalId: Type.String(),
  revision: Type.Integer(),
  ownerToken: Type.String({ description: "Answered this once; it belongs into the outputs of the imported resource." }),
});

/** Gives an object to a stack, for `relayctl export --format pulumi`. */
export function claimRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  const schema = {
    tags: ["Stack"],
    operationId: "claimObject",
    headers: OBJECT_HEADERS,
    body: CLAIM,
    response: { 200: CLAIMED, default: PROBLEM_ANSWER },
  };
  app.post("/v1/objects/claims", { config: { access: "write" }, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    const { stack, kind, id } = request.body;
    const object = findObject(parts.store.state, kind, id);
    if (object === undefined) throw notFound(kind, id);
    const logicalId = request.body.logicalId ?? `${kind}::${objectName(parts.store.state, object)}`;
    const token = randomBytes(32).toString("base64url");
    const command = { action: "claim", kind, id, owner: { stack, logicalId, token } } as const;
    const headers = readRelayHeaders(request.headers);
    const { answer } = await writeObject({ parts, request, reply, headers, command });
    return { id, kind, stack, logicalId, revision: answer.revision, ownerToken: token };
  });
}
