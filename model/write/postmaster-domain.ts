import { acceptedDomainsOf } from "../accepted-domains-of";
import { judgePostmaster } from "../judge-together-references";
import type { TransportConfigSettings } from "../settings";
import type { RecordedState } from "./recorded-object";
import type { WriteProblem } from "./write-result";

/** Refuses a postmaster at a domain that the host does not accept. */
export function postmasterElsewhere(state: RecordedState, settings: TransportConfigSettings): WriteProblem | undefined {
  const failures = failuresOf(state, settings);
  const [first] = failures;
  if (first === undefined) return undefined;
  return { code: first.code, property: first.property, detail: first.message, failures };
}

/**
 * Says so when a write takes the postmaster's domain away. It is no reason to refuse: the domain is a stack's, the
 * TransportConfig the host's, and a stack must be able to go.
 */
export function postmasterNotices(state: RecordedState, next: RecordedState): readonly string[] {
  const { settings } = next.transportConfig;
  if (state.acceptedDomains === next.acceptedDomains || failuresOf(state, settings).length > 0) return [];
  return failuresOf(next, settings).map(({ message }) => message);
}

function failuresOf(state: RecordedState, settings: TransportConfigSettings) {
  return settings.postmaster === null ? [] : judgePostmaster(settings, acceptedDomainsOf(state.acceptedDomains));
}
