import { InvalidArgumentError, type Command } from "commander";
import { CommandError } from "../../command-error";
import { EXIT } from "../../exit-codes";
import { readDuration } from "../../read-duration";
import { webhookUrl } from "./webhook-url";

/** Texts of `relayctl drift --watch`, as its flags give them. */
export interface WatchTexts {
  readonly watch?: true;
  readonly interval: number;
  readonly webhook?: string;
  readonly secretEnv?: string;
  readonly allowHttp?: true;
  readonly remember?: string;
}

const LONGEST = 24 * 3_600_000;
const SHORTEST_SECRET = 16;

/** Adds the flags of watching. */
export function withWatch(command: Command): Command {
  return command
    .option("--watch", "compare again and again, and tell each new drift once")
    .option(
      "--interval <time>",
      "with --watch: from one comparison to the next, such as 90s, 5m or 1h",
      readInterval,
      60_000,
    )
    .option("--webhook <url>", "with --watch: post each new drift there (env: RELAY_DRIFT_WEBHOOK)")
    .option("--secret-env <name>", "with --webhook: sign with the secret in this environment variable")
    .option("--allow-http", "with --webhook: post without TLS to other machines too")
    .option("--remember <file>", "with --watch: keep in this file what was told, for the next start");
}

function readInterval(text: string): number {
  const interval = readDuration(text, ["s", "m", "h"]) ?? 0;
  if (interval >= 1000 && interval <= LONGEST) return interval;
  throw new InvalidArgumentError("Write a time from 1s to 24h, such as 90s, 5m or 1h.");
}

/** Where drift is told to. */
export interface Webhook {
  readonly url: URL;
  readonly secret: string | null;
}

/** @returns null when nothing is to be told. @throws CommandError (usage) */
export function webhookOf({ webhook, secretEnv, allowHttp }: WatchTexts, env: NodeJS.ProcessEnv): Webhook | null {
  const text = webhook ?? (env["RELAY_DRIFT_WEBHOOK"] || undefined);
  if (text === undefined && secretEnv !== undefined)
    throw wrong("--secret-env goes with --webhook: there is nothing to sign.");
  if (text === undefined) return null;
  const url = webhookUrl(text, { http: allowHttp === true ? "anywhere" : "loopback" });
  return { url, secret: secretEnv === undefined ? null : readSecret(secretEnv, env) };
}

function readSecret(name: string, env: NodeJS.ProcessEnv): string {
  const secret = env[name] ?? "";
  if (secret.length >= SHORTEST_SECRET) return secret;
  const what = secret === "" ? "is not set" : `has less than ${SHORTEST_SECRET} characters`;
  throw wrong(`The environment variable ${name} of --secret-env ${what}.`);
}

/** Flags that mean nothing without `--watch`. @throws CommandError (usage) */
export function refuseWatchFlags({ webhook, secretEnv, allowHttp, remember }: WatchTexts): void {
  const given = Object.entries({ webhook, "secret-env": secretEnv, "allow-http": allowHttp, remember });
  const [name] = given.find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined) throw wrong(`--${name} goes with --watch.`);
}

function wrong(message: string): CommandError {
  return new CommandError(message, EXIT.usage);
}
