import type { ImpactRow } from "../impact-report";
import type { RelayEffects } from "../relay-answer";

/**
 * Effects by which mail is trusted more than before: they open a way without any verdict changing. Limits of rate and of
 * recipients are not among them: they only say how fast.
 */
export function raisedTrust({ before, after }: ImpactRow): readonly (keyof RelayEffects)[] {
  const [was, is] = [before.effects, after.effects];
  if (was === null || is === null) return [];
  return RAISES.filter(({ isRaised }) => isRaised(was, is)).map(({ effect }) => effect);
}

interface Raise {
  readonly effect: keyof RelayEffects;
  readonly isRaised: (was: RelayEffects, is: RelayEffects) => boolean;
}

const RAISES: readonly Raise[] = [
  { effect: "antiSpamBypassed", isRaised: (was, is) => is.antiSpamBypassed && !was.antiSpamBypassed },
  { effect: "maxMessageSize", isRaised: (was, is) => sizeOf(is) > sizeOf(was) },
  { effect: "authAs", isRaised: (was, is) => is.authAs === "Internal" && was.authAs !== "Internal" },
  {
    effect: "authenticationFlagAccepted",
    isRaised: (was, is) => is.authenticationFlagAccepted && !was.authenticationFlagAccepted,
  },
  {
    effect: "trustedHeaders",
    isRaised: (was, is) => is.trustedHeaders.some((header) => !was.trustedHeaders.includes(header)),
  },
  { effect: "passwordInClear", isRaised: (was, is) => is.passwordInClear && !was.passwordInClear },
];

function sizeOf({ maxMessageSize }: RelayEffects): number {
  return maxMessageSize ?? Infinity;
}
