import { type ControlClient, createControlClient } from "../client";
import type { ConnectionTexts } from "./connection-options";
import { explainError } from "./explain-error";
import { settleConnection } from "./settle-connection";

// A person waits: a host that restarts is back within these, a host that is not there is soon said to be so.
const PATIENCE = { attempts: 3, timeout: 20_000 } as const;

/**
 * Asks a host and closes the connections.
 * @param options.signal Cancels everything.
 * @throws CommandError that says what went wrong and what to do
 */
export async function withHost<Answer>(
  texts: ConnectionTexts,
  ask: (client: ControlClient) => Promise<Answer>,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Answer> {
  const client = createControlClient(settleConnection(texts, process.env), { ...PATIENCE, signal });
  try {
    return await ask(client);
  } catch (error) {
    throw explainError(error);
  } finally {
    await client.close();
  }
}
