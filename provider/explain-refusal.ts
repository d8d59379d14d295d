import type { ControlProblem, ControlUnreachable } from "../client";
import type { ConnectionSettings, TokenSource } from "./connection-settings";
import { ProviderError } from "./provider-error";

/** What the host's answer means for someone who runs Pulumi, and what to do next. */
export function explainRefusal(
  problem: ControlProblem,
  url: string,
  { tokenSource }: ConnectionSettings,
): ProviderError {
  const failures = (problem.problem.failures ?? []).map(({ message }) => message);
  const remedy = problem.status === 401 ? TOKEN_REMEDIES[tokenSource] : REMEDIES[problem.code];
  const more = [...failures, remedy ?? ""].filter((text) => text !== "" && !problem.message.includes(text));
  return new ProviderError([`The relay host at ${url} refuses: ${problem.message}`, ...more].join(" "), {
    cause: problem,
    problem: problem.code,
  });
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

// The host's own text says what to do after a token was changed; it cannot know which one it was sent.
const TOKEN_REMEDIES: Readonly<Record<TokenSource, string>> = {
  RELAY_TOKEN: "The token came from RELAY_TOKEN.",
  "relay:token":
    "The token came from relay:token; refresh and destroy use the one in state, unless RELAY_TOKEN or --run-program brings the new one.",
  none: "No token is configured: run pulumi config set --secret relay:token, or set RELAY_TOKEN.",
};
