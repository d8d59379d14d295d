import { acceptedDomainsOf } from "../accepted-domains-of";
import { judgeDefaultDomain } from "../judge-together-references";
import type { SettingsOf } from "../settings";
import { problemOf } from "./problem-of";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WriteProblem } from "./write-result";

export interface DefaultDomainWish {
  readonly settings: SettingsOf["ReceiveConnector"];
  readonly before: ObjectRecord | null;
  /** Null: by hand. */
  readonly stack: string | null;
}

/**
 * Refuses a default domain that the host does not accept, from whoever writes by hand. A stack may declare it a moment
 * before the domain: until then bare addresses are completed with a domain that gives nobody anything.
 */
export function defaultDomainElsewhere(
  state: RecordedState,
  { settings, before, stack }: DefaultDomainWish,
): WriteProblem | undefined {
  const was = (before?.settings as SettingsOf["ReceiveConnector"] | undefined)?.defaultDomain;
  if (stack !== null || settings.defaultDomain === null || settings.defaultDomain === was) return undefined;
  return problemOf(judgeDefaultDomain(settings, acceptedDomainsOf(state.acceptedDomains))[0]);
}

/** Says which connectors have a default domain that this write leaves without an accepted domain. */
export function defaultDomainNotices(state: RecordedState, next: RecordedState): readonly string[] {
  const isSame = state.acceptedDomains === next.acceptedDomains;
  const judged = [...next.receiveConnectors.values()].filter(
    ({ id, settings }) => settings.defaultDomain !== null && !(isSame && sameAsBefore(state, id, settings)),
  );
  if (judged.length === 0) return [];
  const [before, after] = [acceptedDomainsOf(state.acceptedDomains), acceptedDomainsOf(next.acceptedDomains)];
  return judged.flatMap(({ id, settings }) => {
    const wasSo = sameAsBefore(state, id, settings) && judgeDefaultDomain(settings, before).length > 0;
    if (wasSo) return [];
    return judgeDefaultDomain(settings, after).map(({ message }) => `Receive connector "${settings.name}": ${message}`);
  });
}

function sameAsBefore(state: RecordedState, id: string, { defaultDomain }: SettingsOf["ReceiveConnector"]): boolean {
  return state.receiveConnectors.get(id)?.settings.defaultDomain === defaultDomain;
}
