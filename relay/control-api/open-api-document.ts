import { pino } from "pino";
import { buildControlApi } from "./control-api";
import type { ControlApiParts } from "./control-api-parts";

/** The OpenAPI document of the control API, without a host behind it: no handler runs. */
export async function openApiDocument(): Promise<object> {
  const parts = { store: { tokens: {} }, usage: {}, host: {} } as ControlApiParts;
  const app = await buildControlApi(parts, { logger: pino({ level: "silent" }), tls: null });
  try {
    return app.swagger();
  } finally {
    await app.close();
  }
}
