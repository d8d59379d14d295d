import * as pulumi from "@pulumi/pulumi";
import { isPlain } from "./plain-input";

/**
 * The list of the dialog as client ranges. It shows a single computer as its address and a group of computers as
 * `192.168.3.0 (255.255.255.0)`. A domain stood for a reverse look-up of the client, which its owner controls: ranges
 * are addresses, so it is refused.
 *
 * @throws pulumi.RunError that names each domain
 */
export function dialogList(component: string, list: pulumi.Input<pulumi.Input<string>[]>): pulumi.Input<string[]> {
  if (isPlain(list)) return readEntries(component, list as string[]);
  return pulumi.output(list).apply((entries) => readEntries(component, entries));
}

function readEntries(component: string, entries: readonly string[]): string[] {
  const texts = entries.map((entry) =>
    entry
      .replaceAll(/[\s,]+(?=\()/g, "")
      .replace(/,\s*(\d[\d.]*)$/, "($1)")
      .trim(),
  );
  const domains = texts.filter(isDomain);
  if (domains.length === 0) return texts;
  throw new pulumi.RunError(
    `${component}: ${domains.map((domain) => `"${domain}"`).join(", ")} in list is a domain. Exchange 2003 looked up the ` +
      "client's name, which whoever owns the address can choose; ranges are addresses. Write the addresses of its servers.",
  );
}

// A last label with a letter: no address has one, but for IPv6, which has colons.
function isDomain(text: string): boolean {
  return !text.includes(":") && /(^|\.)[\p{L}\d*-]*\p{L}[\p{L}\d-]*\.?$/u.test(text);
}
