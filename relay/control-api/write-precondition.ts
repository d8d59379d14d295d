import type { FastifyRequest } from "fastify";
import { ApiProblem } from "./api-problem";
import { actorOf } from "./authentication";
import { type Installation, readIfMatch } from "./entity-tag";
import type { RelayHeaders } from "./relay-headers";

/**
 * The revision that a PUT or DELETE saw; null for any, which only an administrator by hand may ask for: a program that
 * did not look cannot know what it overwrites.
 */
export function readPrecondition(
  request: FastifyRequest,
  headers: RelayHeaders,
  installation: Installation,
): number | null {
  const condition = readIfMatch(request.headers["if-match"], installation);
  if (condition.kind === "revision") return condition.revision;
  if (headers.stack !== null || headers.ownerToken !== null) {
    throw new ApiProblem("RELAY_HEADER_INVALID", "If-Match: * is for edits by hand; a program sends the ETag it read.");
  }
  if (!actorOf(request).scopes.includes("admin")) {
    throw new ApiProblem(
      "RELAY_SCOPE_MISSING",
      "If-Match: * needs the scope admin; send the ETag of the object instead.",
    );
  }
  return null;
}
