import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AuditHead } from "../../model";

declare module "fastify" {
  interface FastifyRequest {
    /** What a write changed; null when it changed nothing or was refused. */
    written: {
      readonly kind: string;
      readonly id: string;
      readonly revision: number;
      /** Kept outside the host, it shows later whether the audit was cut or rewritten. */
      readonly audit: AuditHead;
    } | null;
  }
}

const READS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * One line a request: writes at `info`, reads at `debug`, errors of ours at `error`. Built from named facts, never from
 * headers or bodies: those hold tokens.
 */
export function logRequests(app: FastifyInstance): void {
  app.decorateRequest("written", null);
  app.addHook("onResponse", async (request, reply) => {
    request.log[levelOf(request, reply)](factsOf(request, reply), "request");
  });
}

function levelOf(request: FastifyRequest, reply: FastifyReply): "debug" | "info" | "warn" | "error" {
  if (reply.statusCode >= 500) return "error";
  if (reply.statusCode === 401 || reply.statusCode === 403 || reply.statusCode === 429) return "warn";
  return READS.has(request.method) ? "debug" : "info";
}

function factsOf(request: FastifyRequest, reply: FastifyReply): object {
  return {
    method: request.method,
    path: request.url.split("?", 1)[0],
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    client: request.ip,
    token: request.actor?.tokenName,
    stack: textHeader(request, "relay-stack"),
    logicalId: textHeader(request, "relay-logical-id"),
    run: textHeader(request, "relay-run"),
    ...request.written,
  };
}

function textHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value.slice(0, 256) : undefined;
}
