import { parseDomainPattern } from "./domain-name";
import type { Failure, Parsed } from "./failure";
import { Refusal, type TextShape, gateText, knownOf, parsedOf } from "./refusal";

/** Recipient domains that a send connector is for. */
export interface AddressSpace {
  /** Lower-case A-labels: `x`, `*.x` (any depth below x, not x), `*`, or `--` for the host's own accepted domains. */
  readonly domain: string;
  /** 1 to 100; of equally specific spaces the lowest wins. */
  readonly cost: number;
}

/** Every Authoritative and InternalRelay accepted domain, as on the connectors of an Edge subscription. */
export const OWN_DOMAINS = "--";

const SHAPE: TextShape = { noun: "an address space", examples: "SMTP:contoso.com;1 or SMTP:*;1", longest: 1000 };

/** Reads `SMTP:domain;cost`, `domain;cost` or `domain`; the cost is 1 when left out (New-SendConnector -AddressSpaces). */
export function parseAddressSpace(text: unknown, property: string): Parsed<AddressSpace> {
  return parsedOf(readAddressSpace(text), { value: text, property, code: "RELAY_ADDRESS_SPACE_INVALID" });
}

/** Reads an address space that the model itself has spelt. @throws TypeError on any other text: a fault of the caller. */
export function knownAddressSpace(text: string): AddressSpace {
  return knownOf(readAddressSpace(text), text);
}

/** The canonical spelling, always with type and cost. */
export function formatAddressSpace({ domain, cost }: AddressSpace): string {
  return `SMTP:${domain};${cost}`;
}

/** Failures for domains that a list gives two costs: which one is meant cannot be known. */
export function judgeAddressSpaces(spaces: readonly string[], property: string): readonly Failure[] {
  const costs = new Map<string, number>();
  return spaces.map(knownAddressSpace).flatMap(({ domain, cost }) => {
    const other = costs.get(domain);
    costs.set(domain, cost);
    if (other === undefined || other === cost) return [];
    const message = `${property} has ${domain} with the costs ${other} and ${cost}: write it once.`;
    return [{ code: "RELAY_ADDRESS_SPACE_INVALID" as const, property, message }];
  });
}

function readAddressSpace(text: unknown): AddressSpace | Refusal {
  const gated = gateText(text, SHAPE);
  if (gated instanceof Refusal) return gated;
  const [, type = "SMTP", domainText = "", costText = "1"] = /^(?:([^:;]*):)?([^:;]*)(?:;(.*))?$/.exec(gated) ?? [];
  if (type.toUpperCase() !== "SMTP") return new Refusal("has another type than SMTP; this host sends over SMTP only");
  const domain = domainText === OWN_DOMAINS ? OWN_DOMAINS : readPattern(domainText);
  if (domain === undefined) return new Refusal(`is not an address space; write one such as ${SHAPE.examples}`);
  const cost = /^[1-9]\d{0,2}$/.test(costText) ? Number(costText) : Infinity;
  if (cost > 100) return new Refusal("has no cost from 1 to 100 after the semicolon; write one");
  return { domain, cost };
}

function readPattern(text: string): string | undefined {
  const pattern = parseDomainPattern(text, "");
  return pattern.ok ? pattern.value : undefined;
}
