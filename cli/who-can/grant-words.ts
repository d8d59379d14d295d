import {
  answerWords,
  boxWords,
  countWords,
  type RelayEffects,
  type RelayGrant,
  rangesWords,
  unionRanges,
} from "../../model";
import { plural } from "../text/plural";
import type { WhoCanSubject } from "./who-can-subject";

/** A grant in words, part by part. */
export interface GrantWords {
  readonly count: string;
  readonly ranges: string;
  readonly who: string;
  readonly by: string;
  /** What the mail is worth beside being taken. */
  readonly worth: readonly string[];
}

export function grantWords({ box, answer }: RelayGrant): GrantWords {
  return {
    count: countWords(box.addresses),
    ranges: rangesWords(box.addresses),
    who: boxWords(box),
    by: answerWords(answer),
    worth: answer.effects === null ? [] : worthWords(answer.effects),
  };
}

function worthWords(effects: RelayEffects): readonly string[] {
  const { antiSpamBypassed, maxMessageSize, authAs, authenticationFlagAccepted, trustedHeaders, passwordInClear } =
    effects;
  return [
    ...(antiSpamBypassed ? ["past the spam filter"] : []),
    ...(maxMessageSize === null ? ["of any size"] : []),
    ...(authAs === "Anonymous" ? [] : [`treated as ${authAs}`]),
    ...(authenticationFlagAccepted ? ["AUTH= is believed"] : []),
    ...(trustedHeaders.length === 0 ? [] : [`${trustedHeaders.join(", ")} headers are trusted`]),
    ...(passwordInClear ? ["the password crosses the network in clear"] : []),
  ];
}

/** How many can in all, and how many of them need to prove nothing. */
export function totalsWords({ grants, verb }: WhoCanSubject): string {
  if (grants.length === 0) return `nobody can ${verb}`;
  const all = unionRanges(...grants.map(({ box }) => box.addresses));
  const strangers = grants.filter(({ box }) => box.sessions.some(({ identity }) => identity.kind === "anonymous"));
  const open = unionRanges(...strangers.map(({ box }) => box.addresses));
  const without =
    open.length === 0 ? "none of them without proving who it is" : `${countWords(open)} without proving who it is`;
  return `${plural(grants.length, "grant")}: from ${countWords(all)} somebody can ${verb}, ${without}`;
}

/** Who can claim what is granted to others; undefined: nobody. */
export function proxiesWords({ trustedProxies, verb }: WhoCanSubject): string | undefined {
  if (trustedProxies.length === 0) return undefined;
  const whose = `${rangesWords(trustedProxies)} (${countWords(trustedProxies)})`;
  return `trusted proxies ${whose} may claim every client address: whoever has one can ${verb} as anybody above`;
}
