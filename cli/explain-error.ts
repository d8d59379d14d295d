import { ControlProblem, ControlUnreachable, HostStateError } from "../client";
import { type CatalogueEntry, ERROR_CATALOGUE, type Failure } from "../model";
import { CommandError } from "./command-error";
import { EXIT } from "./exit-codes";

/** Turns what a call to a host threw into what the user is told: what was wrong, then what to do. */
export function explainError(error: unknown): unknown {
  if (error instanceof ControlProblem) {
    return new CommandError(linesOf(error).join("\n"), error.status === 400 ? EXIT.usage : EXIT.host);
  }
  if (error instanceof ControlUnreachable) {
    return new CommandError(`${error.message}\n${remedyOfSilence(error)}`, EXIT.host);
  }
  return error instanceof HostStateError ? new CommandError(error.message, EXIT.host) : error;
}

/** Bad input, each failure on a line of its own. */
export function inputError(failures: readonly Failure[]): CommandError {
  return new CommandError(failures.map(({ code, message }) => `${message} (${code})`).join("\n"), EXIT.usage);
}

// The catalogue speaks to every client; here the remedy is a flag.
const REMEDIES: Readonly<Record<string, string>> = {
  RELAY_TOKEN_INVALID: "Give a valid token with RELAY_TOKEN or --token-file.",
};

function linesOf({ code, problem }: ControlProblem): readonly string[] {
  const catalogue: Readonly<Record<string, CatalogueEntry>> = ERROR_CATALOGUE;
  const remedy = REMEDIES[code] ?? catalogue[code]?.remedy;
  const failures = (problem.failures ?? []).map((failure) => `  ${failure.message} (${failure.code})`);
  const said = failures.length > 0 ? [`${problem.title}. (${code})`, ...failures] : [`${detailOf(problem)} (${code})`];
  return remedy === undefined ? said : [...said, remedy];
}

// What follows the first sentence is the host's advice to those who run Pulumi.
function detailOf({ code, detail }: ControlProblem["problem"]): string {
  return code === "RELAY_TOKEN_INVALID" ? detail.replace(/(?<=\.) .*$/s, "") : detail;
}

// Node's words for a certificate that nobody known has signed, or that is another host's.
const CERTIFICATE = /certificate|altnames|self.signed|issuer/i;

function remedyOfSilence({ message, url }: ControlUnreachable): string {
  if (CERTIFICATE.test(message)) {
    return `Give the authority that signed the host's certificate with --ca-cert FILE or RELAY_CA_CERT, and the name that the certificate is for in --endpoint.`;
  }
  if (/wrong.version.number|packet.length|EPROTO/i.test(message))
    return `Does the host speak http:// instead of ${url}?`;
  return "Start the host (relayctl serve), or say where it is with --endpoint or RELAY_ENDPOINT.";
}
