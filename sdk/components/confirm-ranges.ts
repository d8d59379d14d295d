import * as pulumi from "@pulumi/pulumi";
// Straight from its file: with the whole model a program would start later.
import { type RangesToConfirm, rangesToConfirm } from "../../model/range-confirmation";
import { isPlain } from "./plain-input";

export interface Confirmation {
  /** The component for people: `AnonymousRelay "crm"`. */
  readonly component: string;
  readonly ranges: pulumi.Input<pulumi.Input<string>[]>;
  readonly reason: pulumi.Input<string | null> | undefined;
}

/** Ranges that are fit to be declared, and what the connector says about public ones. */
export interface ConfirmedRanges {
  readonly remoteIpRanges: pulumi.Input<pulumi.Input<string>[]>;
  readonly allowWideRelay: pulumi.Input<string | null>;
}

/**
 * Refuses public and wide ranges without a reason: at once when they are known, else as soon as they are. A reason for
 * private ranges is not handed to the host, so that it does not cover public ones that come later.
 *
 * @throws pulumi.RunError that names the ranges and says what to write
 */
export function confirmRanges({ component, ranges, reason }: Confirmation): ConfirmedRanges {
  if (isPlain(ranges) && isPlain(reason)) return judge(component, ranges as string[], reason);
  const judged = pulumi.all([ranges, reason ?? null]).apply(([texts, why]) => judge(component, texts, why));
  return { remoteIpRanges: judged.remoteIpRanges, allowWideRelay: judged.allowWideRelay };
}

function judge(component: string, ranges: string[], reason: string | null | undefined): Judged {
  const found = rangesToConfirm(ranges);
  if (found === undefined) return { remoteIpRanges: ranges, allowWideRelay: null };
  if ((reason ?? "").trim() === "") throw new pulumi.RunError(`${component}: ${complaint(found)}`);
  return { remoteIpRanges: ranges, allowWideRelay: found.publicRanges.length > 0 ? (reason ?? null) : null };
}

interface Judged {
  readonly remoteIpRanges: string[];
  readonly allowWideRelay: string | null;
}

function complaint({ publicRanges, privateAddresses }: RangesToConfirm): string {
  const [first, ...others] = publicRanges;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const width = `${privateAddresses} private addresses, more than a /24 (IPv6: a /64) has`;
  const what = first === undefined ? width : `public addresses (${first}${more})`;
  return `remoteIpRanges would let ${what} relay. Name single servers, or say in confirmWideRange why it is meant.`;
}
