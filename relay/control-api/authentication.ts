import { createHash } from "node:crypto";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { WriteActor } from "../../model";
import type { TokenRecord, TokenStore } from "../store";
import { ApiProblem } from "./api-problem";
import { includesScope, type RouteAccess } from "./route-access";

declare module "fastify" {
  interface FastifyRequest {
    /** Whose token came with the request; null on public routes. */
    actor: WriteActor | null;
  }
}

/** Failed tokens an address may send in a minute before it has to wait. */
const FAILED_TOKENS_PER_MINUTE = 20;

const SAID_BY_EVERY_401 =
  "pulumi refresh and pulumi destroy use the token kept in state: run them with --run-program, or set RELAY_TOKEN, which overrides it.";

/** Checks the bearer token of every route that is not public, before its body is read. */
export async function authenticateRequests(app: FastifyInstance, tokens: TokenStore): Promise<void> {
  await app.register(rateLimit, { global: false });
  const failures = app.createRateLimit({ max: FAILED_TOKENS_PER_MINUTE, timeWindow: 60_000 });
  const authenticate = new Authenticator(tokens, failures);
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

type FailureLimit = ReturnType<FastifyInstance["createRateLimit"]>;

class Authenticator {
  readonly #tokens: TokenStore;
  readonly #failures: FailureLimit;
  /** Digests of tokens that were good once: a neighbour's failures do not lock them out. Grows no further than the store. */
  readonly #known = new Set<string>();

  constructor(tokens: TokenStore, failures: FailureLimit) {
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
    if (!this.#known.has(digest)) await this.#refuseGuessing(request, { increment: false });
    const verdict = await this.#tokens.verify(token);
    if (verdict.ok) {
      this.#known.add(digest);
      return verdict.record;
    }
    await this.#refuseGuessing(request, { increment: true });
    throw unauthenticated(`The token is ${verdict.reason === "expired" ? "expired" : "unknown or revoked"}.`);
  }

  async #refuseGuessing(request: FastifyRequest, options: { increment: boolean }): Promise<void> {
    const limit = await this.#failures(request, options);
    if (limit.isAllowed || !limit.isExceeded) return;
    throw new ApiProblem(
      "RELAY_TOO_MANY_FAILED_TOKENS",
      `More than ${limit.max} failed tokens came from ${request.ip}; try again in ${limit.ttlInSeconds} seconds.`,
      { retryAfter: limit.ttlInSeconds },
    );
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
