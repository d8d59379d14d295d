import { Type } from "typebox";
import type { ControlApiApp } from "../control-api-app";
import { certificateWarnings } from "../connector-certificates";
import type { ControlApiParts } from "../control-api-parts";
import { unreadyReasons } from "../host-report";
import { PROBLEM_ANSWER, READINESS } from "../schemas";

/** For whoever starts and balances hosts: no token, nothing that an outsider should not know beyond it. */
export function healthRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  registerHealth(app);
  registerReadiness(app, parts);
}

function registerHealth(app: ControlApiApp): void {
  const response = { 200: Type.Object({ status: Type.Literal("ok") }), default: PROBLEM_ANSWER };
  const schema = {
    tags: ["Host"],
    operationId: "getHealth",
    description: "The process answers.",
    security: [],
    response,
  };
  app.get("/healthz", { config: { access: "public" }, schema }, async () => ({ status: "ok" as const }));
}

function registerReadiness(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(READINESS);
  const answer = Type.Ref("Readiness#");
  const response = { 200: answer, 503: answer, default: PROBLEM_ANSWER };
  const description = "The committed configuration is in force, mail is taken, and no run was left unfinished.";
  const schema = { tags: ["Host"], operationId: "getReadiness", description, security: [], response };
  app.get("/readyz", { config: { access: "public" }, schema }, async (_request, reply) => {
    const reasons = unreadyReasons(parts);
    const ready = reasons.length === 0;
    reply.code(ready ? 200 : 503);
    const { revision } = parts.store.state;
    return {
      ready,
      revision,
      appliedRevision: parts.configuration.applied.revision,
      reasons,
      warnings: certificateWarnings(parts),
    };
  });
}
