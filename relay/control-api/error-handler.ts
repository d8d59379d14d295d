import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiProblem, problemDocument } from "./api-problem";
import { StoreError } from "../store";
import { BODY_LIMIT } from "./body-limit";
import { validationProblem } from "./request-validation";

/** Answers every error of the control API as a problem document; unexpected ones are logged whole and told as one line. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => sendProblem(reply, asProblem(error, request)));
  app.setNotFoundHandler((request, reply) => {
    const detail = `${request.method} ${pathOf(request)} is not part of the control API.`;
    return sendProblem(reply, new ApiProblem("RELAY_ROUTE_UNKNOWN", detail));
  });
}

/** Fastify's complaints before any route is found: an URL that cannot be decoded, a parameter that is too long. */
export function answerFrameworkError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, requestProblem(error) ?? new ApiProblem("RELAY_REQUEST_INVALID", error.message));
}

function sendProblem(reply: FastifyReply, problem: ApiProblem): FastifyReply {
  // RFC 9110 §15.5.2: a 401 says how to authenticate.
  if (problem.status === 401) reply.header("www-authenticate", 'Bearer realm="relay control API"');
  if (problem.facts.retryAfter !== undefined) reply.header("retry-after", problem.facts.retryAfter);
  return reply.code(problem.status).type("application/problem+json").send(problemDocument(problem));
}

function asProblem(error: FastifyError | ApiProblem, request: FastifyRequest): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error.validation) return validationProblem(error);
  if (error instanceof StoreError) return storeProblem(error, request);
  return requestProblem(error) ?? unexpected(error, request);
}

/** Fastify's own complaints about a request, told in our words. */
function requestProblem(error: FastifyError): ApiProblem | undefined {
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new ApiProblem("RELAY_BODY_TOO_LARGE", `The body is over the limit of ${BODY_LIMIT} bytes (1 MiB).`);
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new ApiProblem("RELAY_MEDIA_TYPE_UNSUPPORTED", "The body must be sent as application/json.");
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return new ApiProblem("RELAY_BODY_NOT_JSON", "The body is empty, a JSON object is expected.");
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new ApiProblem("RELAY_BODY_NOT_JSON", "The body is shorter or longer than its Content-Length.");
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return new ApiProblem("RELAY_BODY_NOT_JSON", "The body is not JSON.");
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? new ApiProblem("RELAY_REQUEST_INVALID", `The request cannot be read: ${error.message}.`)
        : undefined;
  }
}

function storeProblem(error: StoreError, request: FastifyRequest): ApiProblem {
  request.log.error({ err: error }, "the config store failed");
  return new ApiProblem(error.code, error.message);
}

function unexpected(error: FastifyError, request: FastifyRequest): ApiProblem {
  request.log.error({ err: error }, "unexpected error");
  return new ApiProblem("RELAY_INTERNAL", `Unexpected error in request ${request.id}; the host's log has its cause.`);
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] ?? request.url;
}
