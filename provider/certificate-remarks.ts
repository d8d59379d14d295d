import { endsSoon } from "../model";

/** A certificate of the host, as its list shows it. */
export interface KnownCertificate {
  readonly name: string;
  readonly tlsCertificateName: string | null;
  readonly state: string;
  /** RFC 3339; null when no certificate could be read. */
  readonly validTo: string | null;
}

/** What a preview says of the certificate that a connector names. `now` is epoch milliseconds. */
export function certificateRemarks(
  tlsCertificateName: string,
  certificates: readonly KnownCertificate[],
  now: number,
): readonly string[] {
  const named = certificates.filter((one) => one.tlsCertificateName === tlsCertificateName && one.state !== "former");
  const usable = named.filter(({ state }) => state === "usable");
  if (usable.length === 0) {
    const why = named.length === 0 ? "the host has no certificate" : "the host has no certificate that can be used";
    return [`${why} "${tlsCertificateName}", and refuses to set it; relayctl certificate list shows what it has.`];
  }
  const end = Math.max(...usable.map(({ validTo }) => Date.parse(validTo ?? "")));
  if (!endsSoon(end, now)) return [];
  return [`its certificate expires on ${new Date(end).toISOString().slice(0, 10)}: renew it.`];
}
