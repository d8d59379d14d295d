import type { ImpactRow } from "../impact-report";
import type { RelayEffects } from "../relay-answer";

/** A change of one effect: `anti-spam bypassed: no -> yes`. Names come from reports, so unknown ones are told as they are. */
export function effectWords(effect: string, { before, after }: Pick<ImpactRow, "before" | "after">): string {
  const value = (effects: RelayEffects | null) =>
    effects === null ? "refused" : valueWords(effect, effects[effect as keyof RelayEffects]);
  return `${NAMES[effect as keyof RelayEffects] ?? effect}: ${value(before.effects)} -> ${value(after.effects)}`;
}

const NAMES: { readonly [Name in keyof RelayEffects]: string } = {
  antiSpamBypassed: "anti-spam bypassed",
  maxMessageSize: "largest message",
  authAs: "treated as",
  authenticationFlagAccepted: "AUTH= believed",
  trustedHeaders: "trusted headers",
  maxRecipientsPerMessage: "recipients a message",
  messageRateLimit: "messages a minute",
  acceptedAs: "accepted as",
  passwordInClear: "password in clear",
};

function valueWords(effect: string, value: RelayEffects[keyof RelayEffects]): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value === null) return effect === "maxMessageSize" ? "unlimited" : "relayed";
  if (typeof value === "object") return value.length === 0 ? "none" : value.join(", ");
  return effect === "maxMessageSize" ? `${value.toLocaleString("en-US")} bytes` : String(value);
}
