import createClient, { type Client } from "openapi-fetch";
import { Agent, Request } from "undici";
import type { ControlEndpoint } from "./control-endpoint";
import { problemOf } from "./control-problem";
import type { paths } from "./openapi";
import { DEFAULT_RETRIES, retryingFetch, type RetryPolicy } from "./retrying-fetch";

/** The control API, typed from its OpenAPI document. Every call either has data or throws. */
export interface ControlClient {
  readonly endpoint: ControlEndpoint;
  /** `api.GET("/v1/status")` and so on, as openapi-fetch does; throws ControlProblem or ControlUnreachable. */
  readonly api: Client<paths>;
  /** Closes the connections kept for the next call. */
  close(): Promise<void>;
}

/**
 * Makes a client of one host's control API.
 * @throws (each call) ControlProblem when the host refuses, ControlUnreachable when nobody answers
 */
export function createControlClient(endpoint: ControlEndpoint, retries: Partial<RetryPolicy> = {}): ControlClient {
  const agent = new Agent(endpoint.caCert === null ? {} : { connect: { ca: endpoint.caCert } });
  const api = createClient<paths>({
    baseUrl: endpoint.url,
    headers: endpoint.token === null ? {} : { authorization: `Bearer ${endpoint.token}` },
    // Node's own fetch refuses an agent of another undici, so Request and fetch come from the same package.
    Request: Request as unknown as typeof globalThis.Request,
    fetch: retryingFetch({ ...DEFAULT_RETRIES, ...retries }, agent) as unknown as typeof globalThis.fetch,
  });
  api.use({
    onResponse: async ({ response }) => {
      if (!response.ok) throw await problemOf(response);
    },
  });
  return { endpoint, api, close: () => agent.close() };
}

/** The data of an answer that succeeded: `await dataOf(client.api.GET("/v1/status"))`. */
export async function dataOf<Data>(answer: Promise<{ readonly data?: Data }>): Promise<Data> {
  const { data } = await answer;
  if (data === undefined) throw new Error("The host answered without a body where the OpenAPI document has one.");
  return data;
}
