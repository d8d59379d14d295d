import { Type } from "typebox";
import { requireUnbound } from "../authentication";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { checkExpectedInstallation } from "../entity-tag";
import { putBack } from "../put-back";
import { readRelayHeaders } from "../relay-headers";
import { OBJECT_HEADERS, PROBLEM_ANSWER, PUT_BACK_PROPERTIES } from "../schemas";
import { writeContext } from "../write-object";

/** Bytes of a document: 10,000 connectors with their ranges and permissions fit. */
const DOCUMENT_LIMIT = 64 * 1024 * 1024;

const BODY = Type.Object(
  {
    document: Type.Unknown({ description: "A config document, as GET /v1/export answers it." }),
    withoutUsers: Type.Optional(
      Type.Boolean({ default: false, description: "Leave accounts, groups and their permissions as they are here." }),
    ),
    dryRun: Type.Optional(Type.Boolean({ default: false, description: "Judge and show only; needs no If-Match." })),
  },
  { additionalProperties: false },
);

const RESTORE = Type.Object({ dryRun: Type.Boolean(), ...PUT_BACK_PROPERTIES }, { $id: "Restore" });

/** A config document in the place of everything that there is, in one transaction. */
export function restoreRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(RESTORE);
  const schema = {
    tags: ["Host"],
    operationId: "restore",
    description: "If-Match: the ETag that a dry run answered, so that what was shown is what is done.",
    headers: OBJECT_HEADERS,
    body: BODY,
    response: { 200: Type.Ref("Restore#"), default: PROBLEM_ANSWER },
  };
  const options = { config: { access: "admin" as const }, bodyLimit: DOCUMENT_LIMIT, schema };
  app.post("/v1/restore", options, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    requireUnbound(request);
    const { document, withoutUsers = false, dryRun = false } = request.body;
    const context = writeContext(request, readRelayHeaders(request.headers), parts.now());
    const call = { document, accounts: withoutUsers ? "left-out" : "restored" } as const;
    return putBack({ request, reply }, parts, {
      kind: "restore",
      id: "document",
      mode: dryRun ? "show" : "apply",
      refused: "RELAY_RESTORE_REFUSED",
      ask: (mode, ifMatch) => parts.store.restore({ ...call, ifMatch, mode }, context),
    });
  });
}
