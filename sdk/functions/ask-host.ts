import * as pulumi from "@pulumi/pulumi";
import * as runtime from "@pulumi/pulumi/runtime";
import type * as Client from "../../client";
// Straight from its file: the client's libraries are loaded with the first question.
import { type ConnectionSettings, connectionSettings } from "../../client/connection-settings";
import { requireSecretToken } from "../require-secret-token";
import type { FunctionOptions, FunctionOutputOptions } from "./function-options";
import { inForce } from "./in-force";

/** One question to a host: the function's name for messages, and the calls. */
export interface Question<Answer> {
  readonly name: string;
  readonly ask: (api: Client.ControlClient["api"], client: typeof Client) => Promise<Answer>;
}

/**
 * Asks now. @throws pulumi.RunError when the host refuses or cannot be reached, or when an explicit provider's inputs are
 * not known yet
 */
export async function askHost<Answer>(question: Question<Answer>, options: FunctionOptions): Promise<Answer> {
  const settings = await promiseOf(question.name, settingsOf(options));
  return put(question, settings);
}

/**
 * Asks when everything that the question needs is known and in force; else the answer is unknown. In a preview it is
 * unknown too when the host cannot be reached, which a warning says.
 */
export function askHostOutput<Args, Answer>(
  args: pulumi.Input<Args>,
  options: FunctionOutputOptions,
  question: (args: pulumi.Unwrap<Args>) => Question<Answer>,
): pulumi.Output<Answer> {
  const known = pulumi.all([pulumi.output(args), settingsOf(options), inForce(options.dependsOn)]);
  return known.apply(async ([values, settings]): Promise<Answer> => {
    const asked = question(values as pulumi.Unwrap<Args>);
    try {
      return await put(asked, settings as ConnectionSettings);
    } catch (error) {
      if (!(error instanceof HostSilent) || !runtime.isDryRun()) throw error;
      void pulumi.log.warn(`${error.message} What it would answer is unknown in this preview.`);
      return pulumi.unknown as unknown as Answer;
    }
  });
}

// The answer holds nothing of the token, so it is no secret.
function settingsOf({ provider }: FunctionOptions): pulumi.Output<ConnectionSettings> {
  if (provider === undefined) {
    requireSecretToken();
    return pulumi.output(connectionSettings((key) => runtime.getConfig(key), process.env));
  }
  const { connection } = provider;
  return pulumi.unsecret(connection).apply((config) => connectionSettings((key) => config[key], process.env));
}

async function promiseOf<Value>(name: string, output: pulumi.Output<Value>): Promise<Value> {
  // Both are public, but marked internal and so absent from the published types.
  const { promise, isKnown } = output as unknown as {
    promise: () => Promise<Value>;
    isKnown: Promise<boolean>;
  };
  if (await isKnown) return promise.call(output);
  throw new pulumi.RunError(`${name}: the provider's endpoint or token is not known yet. Ask with ${name}Output.`);
}

// As the provider has it: patient with a host that restarts, hasty in a preview.
const PATIENT = { attempts: 6, timeout: 8_000 };
const HASTY = { attempts: 1, timeout: 3_000 };

class HostSilent extends pulumi.RunError {}

async function put<Answer>({ name, ask }: Question<Answer>, settings: ConnectionSettings): Promise<Answer> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late, and import() would want file extensions
  const client = require("../../client") as typeof Client;
  try {
    const endpoint = client.settleControlEndpoint(settings, {});
    const host = client.createControlClient(endpoint, runtime.isDryRun() ? HASTY : PATIENT);
    try {
      return await ask(host.api, client);
    } finally {
      await host.close();
    }
  } catch (error) {
    throw explained(`${name}:`, error as Error, { client, settings });
  }
}

interface Asked {
  readonly client: typeof Client;
  readonly settings: ConnectionSettings;
}

function explained(name: string, error: Error, { client, settings: { endpoint, tokenSource } }: Asked): Error {
  if (error instanceof client.ControlUnreachable) {
    const hint = endpoint === undefined ? " No endpoint is configured: set relay:endpoint or RELAY_ENDPOINT." : "";
    return new HostSilent(`${name} ${error.message}${hint}`);
  }
  if (error instanceof client.ControlProblem && error.code === "RELAY_TOKEN_INVALID") {
    const token = tokenSource === "none" ? "asks for a token" : `refuses the token in ${tokenSource}`;
    return new pulumi.RunError(
      `${name} The relay host ${token} (RELAY_TOKEN_INVALID). Set a valid relay:token or RELAY_TOKEN.`,
    );
  }
  if (error instanceof client.ControlProblem)
    return new pulumi.RunError(`${name} The relay host refuses: ${error.message}`);
  return error instanceof client.ControlEndpointError ? new pulumi.RunError(`${name} ${error.message}`) : error;
}
