import { Command, Option } from "commander";
import { hostname } from "node:os";
import type { InitialisedHost } from "../../relay/init-host";
import { DEFAULTS_OF, type DefaultsOf } from "../../model";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { inputError } from "../explain-error";
import { type OutputTexts, show, withOutput } from "../output";
import { packageVersion } from "../package-version";
import { textPairs } from "../text/text-table";

interface InitTexts extends OutputTexts {
  readonly dataDir: string;
  readonly hostname?: string;
  readonly trustedProxies?: string;
  readonly trustedProxiesReason?: string;
  readonly defaults?: string;
}

const EXAMPLES = `
Examples:
  relayctl init --data-dir /var/lib/relay
  relayctl init --data-dir ./relay --hostname relay.contoso.com --trusted-proxies 10.0.0.4,10.0.0.5
  relayctl init --data-dir ./relay --trusted-proxies 10.0.0.0/16 --trusted-proxies-reason "load balancers of the cluster"
  relayctl init --data-dir ./relay --hostname ex01.contoso.com --defaults 2016

RELAY_ADMIN_TOKEN sets the first admin token; otherwise one is made and written to DIR/admin-token.`;

/** `relayctl init`: makes the data directory of a new host. */
export function initCommand(): Command {
  const command = new Command("init")
    .description("make the data directory of a new host")
    .addOption(new Option("--data-dir <dir>", "directory to make").env("RELAY_DATA_DIR").makeOptionMandatory())
    .addOption(
      new Option("--hostname <name>", "name that the certificate is for (default: this machine's)").env(
        "RELAY_HOSTNAME",
      ),
    )
    .option("--trusted-proxies <cidr,...>", "networks whose PROXY header the host believes (default: none)")
    .option("--trusted-proxies-reason <text>", "why they may be public or wider than a /24")
    .addOption(
      new Option("--defaults <release>", "make the receive connectors that setup of this Exchange makes").choices(
        Object.keys(DEFAULTS_OF),
      ),
    )
    .addHelpText("after", EXAMPLES);
  return withOutput(command).action(async (texts: InitTexts) => {
    const made = await init(texts);
    show(texts, { json: made, text: () => madeText(made) });
  });
}

async function init(texts: InitTexts): Promise<InitialisedHost> {
  // Only serve and init need the host and its native modules.
  const { initHost, InitError } = await import("../../relay/init-host.js");
  const { readRelayOptions } = await import("../../relay/options.js");
  const { dataDir, trustedProxies, trustedProxiesReason } = texts;
  const options = readRelayOptions(
    { dataDir, hostname: texts.hostname, adminToken: process.env["RELAY_ADMIN_TOKEN"] },
    { machineName: hostname(), version: packageVersion() },
  );
  if (!options.ok) throw inputError(options.failures);
  try {
    const made = await initHost({
      dataDir,
      hostName: options.value.hostName,
      trustedProxies: listOf(trustedProxies),
      trustedProxiesReason: trustedProxiesReason ?? null,
      defaults: defaultsOf(texts),
      adminToken: options.value.adminToken,
    });
    if (made.ok) return made.value;
    throw inputError(made.failures);
  } catch (error) {
    throw error instanceof InitError || isStoreError(error) ? refusal(error) : error;
  }
}

function defaultsOf({ defaults }: InitTexts): DefaultsOf | null {
  return defaults === undefined ? null : (DEFAULTS_OF[defaults] ?? null);
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

type Coded = Error & { readonly code: string };

function isStoreError(error: unknown): error is Coded {
  return error instanceof Error && "code" in error;
}

function refusal({ message, code }: Coded): CommandError {
  return new CommandError(`${message} (${code})`, EXIT.usage);
}

function madeText(made: InitialisedHost): string {
  const { dataDir, installation, adminTokenFile, certificate, transportConfig, receiveConnectors } = made;
  const connectors: readonly (readonly [string, string])[] = receiveConnectors.map((name, index) => [
    index === 0 ? "connectors" : "",
    name,
  ]);
  const facts = textPairs([
    ["data directory", dataDir],
    ["installation", installation.id],
    ["admin token", adminTokenFile ?? "the one of RELAY_ADMIN_TOKEN"],
    ["certificate", `${certificate.file} (${certificate.subject}, self-made)`],
    ["trusted proxies", transportConfig.trustedProxies.join(", ") || "none"],
    ...connectors,
  ]);
  const token = adminTokenFile === null ? "RELAY_TOKEN=..." : `RELAY_TOKEN_FILE=${adminTokenFile}`;
  return `${facts}

Next:
  relayctl serve --data-dir ${dataDir}
  ${token} relayctl token create --name pulumi --scopes write
  pulumi config set --secret relay:token TOKEN`;
}
