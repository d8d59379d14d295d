import { Type } from "typebox";
import { requireUnbound } from "../authentication";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { checkExpectedInstallation } from "../entity-tag";
import { readRelayHeaders } from "../relay-headers";
import { putBack } from "../put-back";
import { OBJECT_HEADERS, PROBLEM_ANSWER, PUT_BACK_PROPERTIES } from "../schemas";
import { writeContext } from "../write-object";

const BODY = Type.Object(
  {
    revision: Type.Integer({ minimum: 0, description: "Whose state is put back." }),
    dryRun: Type.Optional(Type.Boolean({ default: false, description: "Judge and show only; needs no If-Match." })),
  },
  { additionalProperties: false },
);

const REVERT = Type.Object(
  {
    revertTo: Type.Integer(),
    dryRun: Type.Boolean(),
    ...PUT_BACK_PROPERTIES,
  },
  { $id: "Revert" },
);

/** The state of an earlier revision, put back in one transaction: what an administrator does in an emergency. */
export function revertRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(REVERT);
  const schema = {
    tags: ["Host"],
    operationId: "revert",
    description: "If-Match: the ETag that a dry run answered, so that what was shown is what is done.",
    headers: OBJECT_HEADERS,
    body: BODY,
    response: { 200: Type.Ref("Revert#"), default: PROBLEM_ANSWER },
  };
  app.post("/v1/revert", { config: { access: "admin" }, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    requireUnbound(request);
    const { revision, dryRun = false } = request.body;
    const context = writeContext(request, readRelayHeaders(request.headers), parts.now());
    const answer = await putBack({ request, reply }, parts, {
      kind: "revert",
      id: String(revision),
      mode: dryRun ? "show" : "apply",
      refused: "RELAY_REVERT_REFUSED",
      ask: (mode, ifMatch) => parts.store.revert({ revision, ifMatch, mode }, context),
    });
    return { ...answer, revertTo: revision };
  });
}
