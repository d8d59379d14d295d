import { Type } from "typebox";
import type { Freeze } from "../../../model";
import { requireUnbound } from "../authentication";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { isoTime } from "../object-answer";
import { PROBLEM_ANSWER } from "../schemas";

const FREEZE = Type.Object(
  {
    reason: Type.String(),
    by: Type.String({ description: "Name of the token that froze." }),
    at: Type.String({ format: "date-time" }),
  },
  { $id: "Freeze", description: "Writes of configuration are refused, but for those with Relay-Break-Glass." },
);

const PATH = "/v1/freeze";

const ANSWER = {
  200: Type.Object({ frozen: Type.Union([Type.Ref("Freeze#"), Type.Null()]) }),
  default: PROBLEM_ANSWER,
};

const REASON = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 256, pattern: "^\\P{Cc}+$" }) },
  { additionalProperties: false },
);

/** Stops all writes of configuration in an emergency. Mail, queue and tokens go on. */
export function freezeRoutes(app: ControlApiApp, { store }: ControlApiParts): void {
  app.addSchema(FREEZE);
  const of = (operationId: string, description: string) => ({
    tags: ["Host"],
    operationId,
    description,
    response: ANSWER,
  });
  const read = of("getFreeze", "Whether the configuration is frozen, since when, by whom and why.");
  app.get(PATH, { config: { access: "read" }, schema: read }, async () => answer(store.freeze.current));
  const begin = { ...of("freeze", "Freezes the configuration; a freeze that is on stays as it is."), body: REASON };
  app.put(PATH, { config: { access: "admin" }, schema: begin }, async (request) => {
    return answer(await store.freeze.begin(request.body.reason, requireUnbound(request)));
  });
  const end = of("unfreeze", "Lets writes in again.");
  app.delete(PATH, { config: { access: "admin" }, schema: end }, async (request) => {
    await store.freeze.end(requireUnbound(request));
    return answer(null);
  });
}

function answer(freeze: Freeze | null) {
  return { frozen: freezeAnswer(freeze) };
}

/** What the API says of a freeze. */
export function freezeAnswer(freeze: Freeze | null) {
  return freeze === null ? null : { reason: freeze.reason, by: freeze.tokenName, at: isoTime(freeze.at) };
}
