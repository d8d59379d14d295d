import { Type } from "typebox";
import { CONTENT_TYPES, expositionFor, formatMetrics } from "../../metrics";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { hostMetrics } from "../host-metrics";
import { PROBLEM_ANSWER } from "../schemas";

/** Prometheus text format 0.0.4, or OpenMetrics where the scraper asks for it. Never labelled by address or client. */
export function metricsRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  const text = { schema: Type.String() };
  const response = {
    200: {
      description: "Prometheus text, or OpenMetrics where Accept asks for it.",
      content: { "text/plain": text, "application/openmetrics-text": text },
    },
    default: PROBLEM_ANSWER,
  };
  const schema = { tags: ["Host"], operationId: "getMetrics", security: [], response };
  app.get("/metrics", { config: { access: "public" }, schema }, async (request, reply) => {
    const exposition = expositionFor(request.headers.accept);
    reply.type(CONTENT_TYPES[exposition]);
    return formatMetrics(await hostMetrics(parts), exposition);
  });
}
