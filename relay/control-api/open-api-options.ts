import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";

/** How the routes are written down as an OpenAPI 3.1 document. */
export function openApiOptions(): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "pulumi-smtp-relay control API",
        // Of the API, not of the package: the document changes only when the API does.
        version: "1",
        description:
          "Configures and observes one relay host. Errors are RFC 9457 problem documents. Objects carry an ETag; PUT and DELETE need If-Match.",
      },
      servers: [{ url: "http://127.0.0.1:8025" }],
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      security: [{ token: [] }],
    },
    // Without this, components are called def-0, def-1.
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, index) =>
        typeof json["$id"] === "string" ? json["$id"] : `def-${index}`,
    },
  };
}
