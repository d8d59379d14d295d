import type { Failure } from "../failure";
import type { Kind } from "../settings";
import { ACCEPTED_DOMAIN_RULES } from "./accepted-domain-rules";
import { CONNECTOR_PERMISSION_RULES } from "./connector-permission-rules";
import type { ConnectorSubject } from "./constraint";
import { CONSTRAINTS } from "./constraints";
import { SEND_CONNECTOR_RULES } from "./send-connector-rules";
import type { SettingsRule } from "./settings-rule";
import { TRANSPORT_CONFIG_RULES } from "./transport-config-rules";

/** Rules between the inputs of one object, by kind; a receive connector's are in CONSTRAINTS. */
export const SETTINGS_RULES: { readonly [K in Exclude<Kind, "ReceiveConnector">]: readonly SettingsRule<K>[] } = {
  ConnectorPermission: CONNECTOR_PERMISSION_RULES,
  AcceptedDomain: ACCEPTED_DOMAIN_RULES,
  SendConnector: SEND_CONNECTOR_RULES,
  RelayUser: [],
  RelayGroup: [],
  TransportConfig: TRANSPORT_CONFIG_RULES,
};

/** What is wrong between the inputs of one object. `known` has those that are known and right; others are not judged. */
export function judgeSettings(kind: Kind, known: Readonly<Record<string, unknown>>): readonly Failure[] {
  if (kind === "ReceiveConnector") return judgeConnector(known);
  const rules: readonly SettingsRule<never>[] = SETTINGS_RULES[kind];
  // The filter leaves only rules whose properties are all there: of the rest none is read.
  return rules.filter(({ properties }) => areKnown(properties, known)).flatMap((rule) => rule.judge(known as never));
}

function judgeConnector(known: ConnectorSubject): readonly Failure[] {
  const judged = CONSTRAINTS.filter(
    ({ judgedBy, properties }) => judgedBy === "settings" && areKnown(properties, known),
  );
  return judged.flatMap((constraint) => constraint.judge(known, {}));
}

function areKnown(properties: readonly string[], known: object): boolean {
  return properties.every((property) => Object.hasOwn(known, property));
}
