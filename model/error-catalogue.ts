import { INPUT_ERRORS } from "./input-errors";
import { PREVIEW_ERRORS } from "./preview-errors";
import { SECRET_ERRORS } from "./secret-errors";
import { WRITE_ERRORS } from "./write-errors";

/** Every error the product reports, once: problem documents, check failures, the docs page and exit codes come from here. */
export interface CatalogueEntry {
  readonly title: string;
  /** HTTP status when the control API answers with it. */
  readonly status: number;
  /** What to do about it, in general. */
  readonly remedy: string;
}

/** Keys are stable for ever; add, never rename. */
export const ERROR_CATALOGUE = {
  ...INPUT_ERRORS,
  ...WRITE_ERRORS,
  ...SECRET_ERRORS,
  ...PREVIEW_ERRORS,
  RELAY_ADDRESS_INVALID: {
    title: "Not an address or address range",
    status: 422,
    remedy: "Write an address, first-last, a CIDR block or address(mask), without leading zeros, zone or host bits.",
  },
  RELAY_INPUT_INVALID: {
    title: "The settings are not valid",
    status: 422,
    remedy: "Correct every property listed under failures and send the whole object again.",
  },
  RELAY_REQUEST_INVALID: {
    title: "The request does not have the documented shape",
    status: 400,
    remedy: "Compare it with GET /v1/openapi.json: unknown properties are refused, never ignored.",
  },
  RELAY_HEADER_INVALID: {
    title: "A request header is not valid",
    status: 400,
    remedy: "Correct the header that detail names.",
  },
  RELAY_BODY_NOT_JSON: {
    title: "The body is not JSON",
    status: 400,
    remedy: "Send one JSON object, encoded as UTF-8.",
  },
  RELAY_BODY_TOO_LARGE: {
    title: "The body is over its limit",
    status: 413,
    remedy: "Send at most 1 MiB; one request carries one object.",
  },
  RELAY_MEDIA_TYPE_UNSUPPORTED: {
    title: "The media type is not supported",
    status: 415,
    remedy: "Send Content-Type: application/json.",
  },
  RELAY_TOKEN_INVALID: {
    title: "The token is missing, unknown, expired or revoked",
    status: 401,
    remedy:
      "Send Authorization: Bearer TOKEN. pulumi refresh and pulumi destroy use the token kept in state: run them with --run-program, or set RELAY_TOKEN, which overrides it.",
  },
  RELAY_TOO_MANY_FAILED_TOKENS: {
    title: "Too many failed tokens from this address",
    status: 429,
    remedy: "Wait as Retry-After says, then send a valid token.",
  },
  RELAY_SCOPE_MISSING: {
    title: "The token lacks a scope",
    status: 403,
    remedy: "Use a token with the scope that detail names; relayctl token create makes one.",
  },
  RELAY_NOT_FOUND: {
    title: "There is no such object",
    status: 404,
    remedy: "List the collection to see what exists on this installation.",
  },
  RELAY_ROUTE_UNKNOWN: {
    title: "There is no such resource in the control API",
    status: 404,
    remedy: "See GET /v1/openapi.json for what the control API answers.",
  },
  RELAY_IF_MATCH_REQUIRED: {
    title: "If-Match is required",
    status: 428,
    remedy: "Read the object and send its ETag as If-Match.",
  },
  RELAY_REVISION_STALE: {
    title: "Somebody changed the object since it was read",
    status: 412,
    remedy: "Read it again (pulumi refresh), review the change named in detail, and repeat.",
  },
  RELAY_INSTALLATION_MISMATCH: {
    title: "This is another installation than the one expected",
    status: 409,
    remedy: "Point the client at the installation that holds its objects, or restore this one from its backup.",
  },
  RELAY_INTERNAL: {
    title: "Something unexpected happened on the host",
    status: 500,
    remedy: "See the host's log for the request id given in detail.",
  },
  RELAY_OPTION_INVALID: {
    title: "An option of relayctl serve is not valid",
    status: 422,
    remedy: "See relayctl serve --help.",
  },
  RELAY_API_NEEDS_TLS: {
    title: "The control API may listen beyond loopback only with TLS",
    status: 422,
    remedy: "Give --api-tls-cert and --api-tls-key, or listen on 127.0.0.1.",
  },
  RELAY_PORT_IN_USE: {
    title: "The address is in use",
    status: 409,
    remedy: "Stop what listens there, or choose another address.",
  },
  RELAY_DATA_DIR_IN_USE: {
    title: "Another host uses this data directory",
    status: 409,
    remedy: "Stop the other host, or give this one a --data-dir of its own.",
  },
  RELAY_DATA_DIR_UNUSABLE: {
    title: "The data directory cannot be used",
    status: 500,
    remedy: "Make it a directory that the host may write, or give the host another --data-dir.",
  },
  RELAY_DATA_DIR_HOLDS_HOST: {
    title: "The data directory already holds a host",
    status: 409,
    remedy: "Start it with relayctl serve, or give relayctl init another --data-dir.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;
