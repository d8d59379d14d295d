import type { Command } from "commander";

/** How a command finds its host and proves who asks, as flags give it. */
export interface ConnectionTexts {
  readonly endpoint?: string | undefined;
  readonly token?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly caCert?: string | undefined;
}

/** Flags of every command that asks a host; what they leave out comes from the environment. */
export const CONNECTION_FLAGS: readonly (readonly [flags: string, description: string])[] = [
  ["--endpoint <url>", "control API of the host (env: RELAY_ENDPOINT; default: http://127.0.0.1:8025)"],
  ["--token-file <file>", "file that holds the token (env: RELAY_TOKEN_FILE)"],
  ["--token <token>", "the token itself (env: RELAY_TOKEN, which is better: command lines are public)"],
  ["--ca-cert <file>", "PEM authority that signed the host's certificate (env: RELAY_CA_CERT)"],
];

/** Adds the flags that find a host. */
export function withConnection(command: Command): Command {
  for (const [flags, description] of CONNECTION_FLAGS) command.option(flags, description);
  return command;
}
