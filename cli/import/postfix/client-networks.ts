import { type IpAddress, type IpRange, parseIpRange, rangeContains } from "../../../model";
import { carryRange } from "../exchange/connector-addresses";
import type { PostfixSettings } from "./postfix-settings";

/** An item of mynetworks: the first that holds the client decides. */
export interface NetworkRule {
  readonly range: IpRange;
  /** Behind `!`: its clients are no members. */
  readonly isExcluded: boolean;
}

/** Reads mynetworks; files and tables behind it go to the report. */
export function clientNetworks(settings: PostfixSettings): readonly NetworkRule[] {
  if (!settings.isSet("mynetworks")) {
    settings.leftOut(
      "mynetworks",
      "is not set, and Postfix makes it from its own addresses: no client is a member here.",
    );
  }
  return settings.list("mynetworks").flatMap((item) => networkRule(item, settings) ?? []);
}

function networkRule(item: string, settings: PostfixSettings): NetworkRule | undefined {
  const isExcluded = item.startsWith("!");
  const text = item.replace(/^!/, "").replace(/^\[(.*)\]/, "$1");
  if (/^(?:\w+:)?\//.test(text)) {
    settings.leftOut("mynetworks", `${item}: networks in a file are not read; write them out.`);
    return undefined;
  }
  const { value, said } = carryRange(text);
  if (said !== undefined) settings.changed("mynetworks", said);
  const range = parseIpRange(value ?? text, "mynetworks");
  if (range.ok) return { range: range.value, isExcluded };
  settings.leftOut("mynetworks", `${item}: is no network; names of hosts have no equal here.`);
  return undefined;
}

/** Whether a client is in mynetworks. */
export function isMember(rules: readonly NetworkRule[], client: IpAddress): boolean {
  const first = rules.find(({ range }) => rangeContains(range, client));
  return first !== undefined && !first.isExcluded;
}
