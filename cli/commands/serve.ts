import { Command, Option } from "commander";
import { hostname } from "node:os";
import type { RelayOptionTexts } from "../../relay/options";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { packageVersion } from "../package-version";

/** Flags of serve, each with its environment twin. Secrets have no flag: command lines are public. */
const OPTIONS: readonly (readonly [flags: string, env: string, description: string])[] = [
  ["--data-dir <dir>", "RELAY_DATA_DIR", "stores, spool, certificates and logs (default: relay-data)"],
  ["--store <url>", "RELAY_STORE", "postgres://USER@HOST/DATABASE that hosts share (default: a file in the directory)"],
  ["--secrets-key-file <file>", "RELAY_SECRETS_KEY_FILE", "key of sealed passwords (default: secrets.key there)"],
  ["--api <address:port>", "RELAY_API", "where the control API listens (default: 127.0.0.1:8025)"],
  ["--api-tls-cert <file>", "RELAY_API_TLS_CERT", "PEM certificate of the control API; needed beyond loopback"],
  ["--api-tls-key <file>", "RELAY_API_TLS_KEY", "PEM key of the control API"],
  ["--smtp-tls-cert <file>", "RELAY_SMTP_TLS_CERT", "PEM certificate for STARTTLS (default: self-made)"],
  ["--smtp-tls-key <file>", "RELAY_SMTP_TLS_KEY", "PEM key for STARTTLS"],
  ["--client-ca <file>", "RELAY_CLIENT_CA", "PEM authorities of client certificates (default: those that Node knows)"],
  ["--hostname <name>", "RELAY_HOSTNAME", "name in banner and Received (default: this machine's)"],
  [
    "--trusted-proxies <cidr,...>",
    "RELAY_TRUSTED_PROXIES",
    "believe PROXY headers only from these of TransportConfig's trusted proxies",
  ],
  [
    "--initial-trusted-proxies <cidr,...>",
    "RELAY_INITIAL_TRUSTED_PROXIES",
    "trusted proxies of a brand-new data directory",
  ],
  [
    "--ldap-url <url>",
    "RELAY_LDAP_URL",
    "directory with further accounts, ldaps://HOST or ldap://HOST (with STARTTLS)",
  ],
  ["--ldap-tls <how>", "RELAY_LDAP_TLS", "starttls or, for clear text, none, with ldap:// (default: starttls)"],
  ["--ldap-ca <file>", "RELAY_LDAP_CA", "PEM authorities of the directory (default: those that Node knows)"],
  [
    "--ldap-bind-dn <template>",
    "RELAY_LDAP_BIND_DN",
    "DN of an account, such as uid={username},ou=people,dc=example,dc=com",
  ],
  ["--ldap-search-base <dn>", "RELAY_LDAP_SEARCH_BASE", "where accounts are looked up instead, by the service account"],
  ["--ldap-search-filter <filter>", "RELAY_LDAP_SEARCH_FILTER", "how (default: (uid={username}))"],
  [
    "--ldap-service-dn <dn>",
    "RELAY_LDAP_SERVICE_DN",
    "the service account; RELAY_LDAP_SERVICE_PASSWORD is its password",
  ],
  ["--ldap-service-password-file <file>", "RELAY_LDAP_SERVICE_PASSWORD_FILE", "file with the password instead"],
  ["--ldap-group-base <dn>", "RELAY_LDAP_GROUP_BASE", "where groups are; those named as a RelayGroup count"],
  ["--ldap-group-filter <filter>", "RELAY_LDAP_GROUP_FILTER", "groups of an account, with {dn} or {username}"],
  ["--ldap-mail-attribute <name>", "RELAY_LDAP_MAIL_ATTRIBUTE", "addresses an account may send as (default: mail)"],
  ["--ldap-timeout <seconds>", "RELAY_LDAP_TIMEOUT", "time of one login at the directory (default: 5)"],
  ["--stop-timeout <seconds>", "RELAY_STOP_TIMEOUT", "time for sessions to finish when stopping (default: 30)"],
  [
    "--protocol-log-max-file-size <size>",
    "RELAY_PROTOCOL_LOG_MAX_FILE_SIZE",
    "size at which the protocol log begins its next file (default: 10MB)",
  ],
  [
    "--protocol-log-max-directory-size <size>",
    "RELAY_PROTOCOL_LOG_MAX_DIRECTORY_SIZE",
    "size of all protocol log files together; the oldest go (default: 250MB)",
  ],
  [
    "--protocol-log-max-age <time span>",
    "RELAY_PROTOCOL_LOG_MAX_AGE",
    "age at which protocol log files go (default: 30.00:00:00)",
  ],
  [
    "--tracking-log-max-file-size <size>",
    "RELAY_TRACKING_LOG_MAX_FILE_SIZE",
    "size at which the message tracking log begins its next file (default: 10MB)",
  ],
  [
    "--tracking-log-max-directory-size <size>",
    "RELAY_TRACKING_LOG_MAX_DIRECTORY_SIZE",
    "size of all message tracking files together; the oldest go (default: 1000MB)",
  ],
  [
    "--tracking-log-max-age <time span>",
    "RELAY_TRACKING_LOG_MAX_AGE",
    "age at which message tracking files go (default: 30.00:00:00)",
  ],
  [
    "--refusal-log-max-size <size>",
    "RELAY_REFUSAL_LOG_MAX_SIZE",
    "size of what is kept of refusals for explain --ref; the oldest go (default: 16MB)",
  ],
  [
    "--refusal-log-max-age <time span>",
    "RELAY_REFUSAL_LOG_MAX_AGE",
    "age at which refusals go; 00:00:00 keeps none and gives no reference (default: 30.00:00:00)",
  ],
  ["--log-level <level>", "RELAY_LOG_LEVEL", "debug, info, warn, error or silent (default: info)"],
];

const EXAMPLES = `
Examples:
  relayctl serve --data-dir /var/lib/relay
  relayctl serve --data-dir ./relay --initial-trusted-proxies 127.0.0.1
  relayctl serve --api 10.0.0.5:8025 --api-tls-cert api.pem --api-tls-key api.key

RELAY_ADMIN_TOKEN at the first start sets the admin token; otherwise one is written to DIR/admin-token.`;

/** `relayctl serve`: runs a relay host until SIGTERM or SIGINT. */
export function serveCommand(): Command {
  const command = new Command("serve").description("run a relay host").addHelpText("after", EXAMPLES);
  for (const [flags, env, description] of OPTIONS) command.addOption(new Option(flags, description).env(env));
  const tracking = new Option("--tracking-log <how>", "whether relayctl trace knows what became of mail (default: on)");
  command.addOption(tracking.choices(["on", "off"]).env("RELAY_TRACKING_LOG"));
  // For measuring what counting costs.
  command.addOption(new Option("--usage <how>").choices(["on", "off"]).env("RELAY_USAGE").hideHelp());
  return command.action((texts: RelayOptionTexts) => serve({ ...texts, ...secretsOf(process.env) }));
}

function secretsOf(env: NodeJS.ProcessEnv): Pick<RelayOptionTexts, "adminToken" | "ldapServicePassword"> {
  return { adminToken: env["RELAY_ADMIN_TOKEN"], ldapServicePassword: env["RELAY_LDAP_SERVICE_PASSWORD"] };
}

async function serve(texts: RelayOptionTexts): Promise<void> {
  // Only this command needs the host and its native modules.
  const { readRelayOptions } = await import("../../relay/options.js");
  const { runRelay } = await import("../../relay/main.js");
  const options = readRelayOptions(texts, { machineName: hostname(), version: packageVersion() });
  if (!options.ok) throw new CommandError(options.failures.map(({ message }) => message).join("\n"), EXIT.usage);
  process.exitCode = await runRelay(options.value);
}
