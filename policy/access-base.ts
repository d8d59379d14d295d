import {
  connectionSettings,
  type ConfigLookup,
  ControlEndpointError,
  ControlProblem,
  ControlUnreachable,
  createControlClient,
  hostState,
  HostStateError,
  settleControlEndpoint,
} from "../client";
import { type ConfigState, configStateOf, DOCUMENT_STACK, parseConfigDocument } from "../model";
import { readJsonFile } from "./read-json-file";

// A preview waits for it.
const PATIENCE = { attempts: 2, timeout: 20_000 } as const;

/** What a stack's access is compared with, or why it cannot be had. */
export type AccessBase =
  | {
      readonly ok: true;
      readonly state: ConfigState;
      /** Stack that owns everything in a base which does not know its owners; null: the base knows them. */
      readonly stack: string | null;
    }
  | { readonly ok: false; readonly why: string };

/** `host`: the host that the stack's resources are for. */
export const STACKS_HOST = "host";

/**
 * Reads the base of a comparison: `host`, the endpoint of another host (token and authority come from RELAY_TOKEN and
 * RELAY_CA_CERT), or the path of a config document.
 */
export async function readAccessBase(base: string, connection: ConfigLookup): Promise<AccessBase> {
  if (base === STACKS_HOST) return readHost(connectionSettings(connection, process.env));
  if (/^https?:\/\//.test(base)) return readHost({ endpoint: base });
  const read = readJsonFile(base);
  if (!read.ok) return read;
  const document = parseConfigDocument(read.value);
  if (document.ok) return { ok: true, state: configStateOf(document.value), stack: DOCUMENT_STACK };
  const why = document.failures.slice(0, MOST_FAILURES).map(({ message }) => message);
  return { ok: false, why: `${base} is no config document: ${why.join(" ")}` };
}

// A document of another version has the same fault everywhere.
const MOST_FAILURES = 3;

type Endpoint = Parameters<typeof settleControlEndpoint>[0];

async function readHost({ endpoint, token, caCert }: Endpoint): Promise<AccessBase> {
  try {
    const client = createControlClient(settleControlEndpoint({ endpoint, token, caCert }, process.env), PATIENCE);
    try {
      return { ok: true, state: await hostState(client), stack: null };
    } finally {
      await client.close();
    }
  } catch (error) {
    if (!FAULTS.some((fault) => error instanceof fault)) throw error;
    return { ok: false, why: (error as Error).message };
  }
}

const FAULTS = [ControlEndpointError, ControlProblem, ControlUnreachable, HostStateError] as const;
