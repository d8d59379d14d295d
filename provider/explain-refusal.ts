import type { ControlProblem, ControlUnreachable } from "../client";
import type { ConnectionSettings, TokenSource } from "./connection-settings";
import { ProviderError } from "./provider-error";

/** What the host's answer means for someone who runs Pulumi, and what to do next. */
export function explainRefusal(
  problem: ControlProblem,
  url: string,
  { tokenSource }: ConnectionSettings,
): ProviderError {
  const text = problem.code === "RELAY_TOKEN_INVALID" ? refusedToken(url, tokenSource) : refusedRequest(url, problem);
  return new ProviderError(text, { cause: problem, problem: problem.code });
}

function refusedRequest(url: string, { message, code, problem }: ControlProblem): string {
  const failures = (problem.failures ?? []).map((failure) => failure.message);
  const more = [...failures, REMEDIES[code] ?? ""].filter((text) => text !== "" && !message.includes(text));
  return [`The relay host at ${url} refuses: ${message}`, ...more].join(" ");
}

// Only the client knows which token it sent, so the host's general advice is left out.
function refusedToken(url: string, source: TokenSource): string {
  return `The relay host at ${url} ${TOKEN_REFUSALS[source]}`;
}

/** Nobody answered: nothing is known about the object, so it is never taken for gone. */
export function explainSilence(error: ControlUnreachable, { endpoint }: ConnectionSettings): ProviderError {
  const hint = endpoint === undefined ? " No endpoint is configured: set relay:endpoint or RELAY_ENDPOINT." : "";
  return new ProviderError(`${error.message}${hint}`, { cause: error });
}

const REMEDIES: Readonly<Record<string, string>> = {
  RELAY_REVISION_STALE: "Run pulumi up --refresh to see what changed and to settle it.",
  RELAY_INSTALLATION_MISMATCH:
    'Check relay:endpoint; if the old host is gone for good, see docs/pulumi.md, "Another host under the same address".',
};

// Refresh and destroy run without the program, with the configuration of the last update.
const TOKEN_REFUSALS: Readonly<Record<TokenSource, string>> = {
  RELAY_TOKEN: "refuses the token in RELAY_TOKEN (RELAY_TOKEN_INVALID). Set it to a valid one.",
  "relay:token":
    "refuses the token in relay:token (RELAY_TOKEN_INVALID). " +
    "Set a valid one; refresh and destroy use the last update's, unless --run-program or RELAY_TOKEN brings the new one.",
  none: "asks for a token (RELAY_TOKEN_INVALID). Run pulumi config set --secret relay:token, or set RELAY_TOKEN.",
};
