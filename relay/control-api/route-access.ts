import type { FastifyInstance } from "fastify";
import type { Scope } from "../../model";

/** Scopes of a token, each including those before it. */
export const SCOPES = ["read", "write", "admin"] as const satisfies readonly Scope[];

/** Who may call a route: anybody, or the bearer of a token with at least this scope. */
export type RouteAccess = "public" | Scope;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Every route says it; the host does not start with one that forgot. */
    access?: RouteAccess;
  }
}

/** Whether scopes given to a token include `needed`. */
export function includesScope(given: readonly Scope[], needed: Scope): boolean {
  return SCOPES.slice(SCOPES.indexOf(needed)).some((scope) => given.includes(scope));
}

/** A route that forgot to say who may call it is a programming error, found at start and never by a stranger. */
export function requireDeclaredAccess(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    if (route.config?.access === undefined) {
      throw new Error(`Route ${String(route.method)} ${route.url} does not declare its access.`);
    }
  });
}
