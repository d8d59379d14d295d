import { readFileSync } from "node:fs";
import { type ControlEndpoint, ControlEndpointError, settleControlEndpoint } from "../client";
import { CommandError } from "./command-error";
import type { ConnectionTexts } from "./connection-options";
import { EXIT } from "./exit-codes";

/**
 * Endpoint, token and CA of a command. A flag wins over the environment, a token over a token file.
 * @throws CommandError (usage)
 */
export function settleConnection(texts: ConnectionTexts, env: NodeJS.ProcessEnv): ControlEndpoint {
  const { endpoint, caCert } = texts;
  try {
    return settleControlEndpoint({ endpoint, caCert, token: tokenOf(texts, env) }, env);
  } catch (error) {
    if (error instanceof ControlEndpointError) throw new CommandError(error.message, EXIT.usage);
    throw error;
  }
}

function tokenOf({ token, tokenFile }: ConnectionTexts, env: NodeJS.ProcessEnv): string | undefined {
  if (token !== undefined) return token;
  if (tokenFile !== undefined) return readTokenFile(tokenFile);
  const file = env["RELAY_TOKEN_FILE"];
  return env["RELAY_TOKEN"] || !file ? undefined : readTokenFile(file);
}

function readTokenFile(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new CommandError(`The token file "${file}" cannot be read: ${(error as Error).message}.`, EXIT.usage);
  }
}
