import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { WriteActor } from "../../model";
import type { TokenRecord, TokenStore } from "../store";
import { ApiProblem } from "./api-problem";
import { FailedTokens } from "./failed-tokens";
import { includesScope, type RouteAccess } from "./route-access";

declare module "fastify" {
  interface FastifyRequest {
    /** Whose token came with the request; null on public routes. */
    actor: WriteActor | null;
  }
}

/** In a minute. A token has 256 bits: the limits are for the log and the processor, and for tokens of somebody's own. */
const FAILED_TOKENS = { perSource: 20, inAll: 600, window: 60_000, maxSources: 10_000 };

const SAID_BY_EVERY_401 =
  "pulumi refresh and pulumi destroy use the token kept in state: run them with --run-program, or set RELAY_TOKEN, which overrides it.";

export interface AuthenticationParts {
  readonly tokens: TokenStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Checks the bearer token of every route that is not public, before its body is read. */
export function authenticateRequests(app: FastifyInstance, { tokens, now }: AuthenticationParts): void {
  const authenticate = new Authenticator(tokens, new FailedTokens({ ...FAILED_TOKENS, clock: now }));
  app.decorateRequest("actor", null);
  app.addHook("onRequest", async (request) => {
    const access = request.routeOptions.config.access;
    if (access === undefined || access === "public") return;
    request.actor = await authenticate.authorise(request, access);
  });
}

/** The actor of a request on a route that is not public. */
export function actorOf(request: FastifyRequest): WriteActor {
  if (request.actor === null) throw new Error(`${request.url} has no actor: its route is public.`);
  return request.actor;
}

/** Queue and tokens belong to the whole host: a token bound to stacks may not touch them. */
export function requireUnbound(request: FastifyRequest): WriteActor {
  const actor = actorOf(request);
  if (actor.stackPattern === null) return actor;
  const detail = `The token "${actor.tokenName}" is bound to ${actor.stackPattern}: it may only write what these stacks declare.`;
  throw new ApiProblem("RELAY_STACK_FORBIDDEN", detail);
}

class Authenticator {
  readonly #tokens: TokenStore;
  readonly #failures: FailedTokens;
  /** Digests of tokens that were good once: a neighbour's failures do not lock them out. Grows no further than the store. */
  readonly #known = new Set<string>();

  constructor(tokens: TokenStore, failures: FailedTokens) {
    this.#tokens = tokens;
    this.#failures = failures;
  }

  async authorise(request: FastifyRequest, access: Exclude<RouteAccess, "public">): Promise<WriteActor> {
    const record = await this.#verify(request);
    if (includesScope(record.scopes, access)) return actorFrom(record);
    throw new ApiProblem(
      "RELAY_SCOPE_MISSING",
      `The token "${record.name}" has the scopes ${record.scopes.join(", ")}; this request needs the scope ${access}.`,
    );
  }

  async #verify(request: FastifyRequest): Promise<TokenRecord> {
    const token = bearerToken(request.headers.authorization);
    if (token === undefined) throw unauthenticated("The request has no Authorization: Bearer header.");
    const digest = createHash("sha256").update(token).digest("hex");
    if (!this.#known.has(digest)) this.#refuseGuessing(request);
    const verdict = await this.#tokens.verify(token);
    if (verdict.ok) {
      this.#known.add(digest);
      return verdict.record;
    }
    this.#refuseGuessing(request);
    this.#failures.failed(request.ip);
    throw unauthenticated(`The token is ${verdict.reason === "expired" ? "expired" : "unknown or revoked"}.`);
  }

  #refuseGuessing({ ip }: FastifyRequest): void {
    const refused = this.#failures.refusal(ip);
    if (refused === undefined) return;
    const { why, retryAfterSeconds: retryAfter } = refused;
    throw new ApiProblem("RELAY_TOO_MANY_FAILED_TOKENS", `${why}; try again in ${retryAfter} seconds.`, { retryAfter });
  }
}

// RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
function bearerToken(header: string | undefined): string | undefined {
  return /^bearer +(?<token>[\w.~+/=-]+) *$/i.exec(header ?? "")?.groups?.["token"];
}

function unauthenticated(why: string): ApiProblem {
  return new ApiProblem("RELAY_TOKEN_INVALID", `${why} ${SAID_BY_EVERY_401}`);
}

function actorFrom({ id, name, scopes, stackPattern }: TokenRecord): WriteActor {
  return { tokenId: id, tokenName: name, scopes, stackPattern };
}
