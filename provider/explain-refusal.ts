import type { ControlProblem, ControlUnreachable } from "../client";
import type { ConnectionSettings, TokenSource } from "./connection-settings";
import { ProviderError } from "./provider-error";

/** What the host's answer means for someone who runs Pulumi, and what to do next. */
export function explainRefusal(
  problem: ControlProblem,
  url: string,
  { tokenSource }: ConnectionSettings,
): ProviderError {
  const remedy = REMEDIES[problem.code] ?? (problem.status === 401 ? tokenRemedy(tokenSource) : "");
  const failures = (problem.problem.failures ?? [])
    .map(({ message }) => message)
    .filter((text) => !problem.message.includes(text));
  const text = [`The relay host at ${url} refuses: ${problem.message}`, ...failures, remedy].filter(
    (part) => part !== "",
  );
  return new ProviderError(text.join(" "), { cause: problem });
}

/** Nobody answered: nothing is known about the object, so it is never taken for gone. */
export function explainSilence(error: ControlUnreachable, { endpoint }: ConnectionSettings): ProviderError {
  const hint = endpoint === undefined ? " No endpoint is configured: set relay:endpoint or RELAY_ENDPOINT." : "";
  return new ProviderError(`${error.message}${hint}`, { cause: error });
}

const REMEDIES: Readonly<Record<string, string>> = {
  RELAY_REVISION_STALE: "Run pulumi up --refresh to see what changed and to settle it.",
  RELAY_INSTALLATION_MISMATCH:
    "Check relay:endpoint. If the host lost its data or was restored on purpose, see docs/guides for how to adopt its objects.",
};

function tokenRemedy(source: TokenSource): string {
  const used = source === "none" ? "No token is configured" : `The token came from ${source}`;
  return (
    `${used}. After a change of relay:token, refresh and destroy still use the old one from state: ` +
    "run them with --run-program, or set RELAY_TOKEN."
  );
}
