import swagger from "@fastify/swagger";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { randomUUID } from "node:crypto";
import { Server } from "node:https";
import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import { authenticateRequests } from "./authentication";
import { BODY_LIMIT } from "./body-limit";
import type { ControlApiApp } from "./control-api-app";
import type { ControlApiParts } from "./control-api-parts";
import { answerErrors, answerFrameworkError } from "./error-handler";
import { openApiOptions } from "./open-api-options";
import { logRequests } from "./request-log";
import { validateStrictly } from "./request-validation";
import { requireDeclaredAccess } from "./route-access";
import { ROUTES } from "./routes";
import { addComponents, INPUT_COMPONENTS } from "./schemas";

export interface ControlApiOptions {
  readonly logger: FastifyBaseLogger;
  /** PEM texts; null: plain HTTP, for loopback only. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** Connections at once. Whoever holds them open slowly must not take the descriptors that mail needs. */
const MOST_CONNECTIONS = 1024;

/** Builds the control API, ready to `listen` or `inject`. It holds nothing open before. */
export async function buildControlApi(parts: ControlApiParts, options: ControlApiOptions): Promise<ControlApiApp> {
  const app = createApp(options);
  app.server.maxConnections = MOST_CONNECTIONS;
  // Fastify also reads text/plain, as text.
  app.removeContentTypeParser("text/plain");
  answerErrors(app);
  logRequests(app);
  requireDeclaredAccess(app);
  validateStrictly(app, INPUT_COMPONENTS);
  authenticateRequests(app, { tokens: parts.store.tokens, now: parts.now });
  await app.register(swagger, openApiOptions());
  addComponents(app);
  for (const register of ROUTES) register(app, parts);
  await app.ready();
  return app;
}

/** New connections see this certificate from now on. */
export function showCertificate(app: ControlApiApp, tls: { readonly cert: string; readonly key: string }): void {
  // Without TLS the server has another type, and no certificate.
  const server: unknown = app.server;
  if (server instanceof Server) server.setSecureContext({ ...tls, minVersion: "TLSv1.2" });
}

function createApp({ logger, tls }: ControlApiOptions): ControlApiApp {
  const settings = {
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    forceCloseConnections: "idle",
    requestTimeout: 60_000,
    // A stack is one path segment of up to 256 characters, percent-encoded.
    routerOptions: { maxParamLength: 800 },
    exposeHeadRoutes: false,
    frameworkErrors: answerFrameworkError,
  } as const;
  // With TLS the server has another type, and nothing here depends on which.
  const app = tls === null ? Fastify(settings) : Fastify({ ...settings, https: { ...tls, minVersion: "TLSv1.2" } });
  const typed = app.withTypeProvider<TypeBoxTypeProvider>() as unknown as ControlApiApp;
  // What the documentation says is tested; leaving properties out on the way would only hide a fault.
  typed.setSerializerCompiler(() => (data) => JSON.stringify(data));
  return typed;
}
