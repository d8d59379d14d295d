import { dateFault, isCurrent } from "./certificate-dates";
import type { ShelfEntry } from "./certificate-shelf";

interface Shelf {
  readonly entries: readonly ShelfEntry[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Why no certificate of the host can be used under this tlsCertificateName, a whole sentence; null when one can. */
export function unusableName(name: string, { entries, at }: Shelf): string | null {
  const named = entries.filter(({ certificate }) => certificate?.exchangeName === name);
  if (named.some(({ certificate }) => certificate !== null && isCurrent(certificate, at))) return null;
  const certificate = named[0]?.certificate;
  if (certificate) {
    return `Certificate ${certificate.label}, which tlsCertificateName names, ${dateFault(certificate, at)}.`;
  }
  const broken = entries.find((entry) => entry.unusableName === name);
  if (broken?.problem) return `tlsCertificateName names a certificate that cannot be used. ${broken.problem}`;
  return `tlsCertificateName is "${name}", and no certificate of this host has that name. ${listText(entries)}`;
}

function listText(entries: readonly ShelfEntry[]): string {
  const names = new Set(entries.flatMap(({ certificate }) => certificate?.exchangeName ?? []));
  return `It has ${[...names].map((name) => `"${name}"`).join(", ")}.`;
}
