import { Type } from "typebox";
import type { ControlApiApp } from "../control-api-app";
import { PROBLEM_ANSWER } from "../schemas";

/** The OpenAPI document of the very routes that answer. */
export function documentRoutes(app: ControlApiApp): void {
  const response = {
    200: Type.Unsafe<Record<string, unknown>>({ type: "object", additionalProperties: true }),
    default: PROBLEM_ANSWER,
  };
  const schema = { tags: ["Host"], operationId: "getOpenApiDocument", security: [], response };
  app.get("/v1/openapi.json", { config: { access: "public" }, schema }, async () => ({ ...app.swagger() }));
}
