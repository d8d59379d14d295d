import type { components } from "../../client";
import { indent, textPairs } from "./text-table";

type Certificate = components["schemas"]["CertificateEntry"];

/** Certificates of a host, each with the name that tlsCertificateName takes. */
export function certificatesText(items: readonly Certificate[]): string {
  return items.map(certificateText).join("\n");
}

/** One certificate. */
export function certificateText({ name, state, problem, ...certificate }: Certificate): string {
  const { tlsCertificateName, dnsNames, validTo, fingerprint } = certificate;
  const pairs: readonly (readonly [string, string | null])[] = [
    ["tlsCertificateName", tlsCertificateName],
    ["for", dnsNames.join(", ")],
    ["until", validTo],
    ["SHA-256", fingerprint],
    ["problem", problem],
  ];
  const known = pairs.flatMap(([label, text]) => (text ? [[label, text] as const] : []));
  return `${name} (${state})\n${indent(textPairs(known))}`;
}
