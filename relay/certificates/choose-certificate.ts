import { isCurrent } from "./certificate-dates";
import type { HostCertificate } from "./host-certificate";

/** What of a receive connector decides which certificate its clients see. */
export interface CertificateWish {
  /** `<I>issuer<S>subject`, or null. */
  readonly tlsCertificateName: string | null;
  /** Name of the connector, the host's own when it has none. */
  readonly fqdn: string;
}

/** What there is to choose from. */
export interface CertificateStock {
  /** Certificates whose files are there. */
  readonly present: readonly HostCertificate[];
  /** Certificates that were here since the start and whose files are gone, or hold another one now. */
  readonly former: readonly HostCertificate[];
  /** When no other is for the connector. */
  readonly fallback: HostCertificate;
}

export interface ChosenCertificate {
  readonly certificate: HostCertificate;
  readonly by: "tlsCertificateName" | "fqdn" | "default";
  /** Its files are gone, or hold another certificate now: only this process still has it. */
  readonly isFormer: boolean;
}

/**
 * The certificate of a connector: the one that tlsCertificateName names, else one for its FQDN, else the host's default. Of
 * several the newest. A certificate that a change on disk took away stays while no other one is for the connector.
 */
export function chooseCertificate(stock: CertificateStock, wish: CertificateWish, at: number): ChosenCertificate {
  const { tlsCertificateName, fqdn } = wish;
  const isNamed = ({ exchangeName }: HostCertificate) => exchangeName === tlsCertificateName;
  const isFor = ({ origin, covers }: HostCertificate) => origin !== "self-made" && covers(fqdn);
  const named = tlsCertificateName === null ? undefined : find(stock, isNamed, at);
  if (named !== undefined) return { ...named, by: "tlsCertificateName" };
  const matching = find(stock, isFor, at);
  if (matching !== undefined) return { ...matching, by: "fqdn" };
  return { certificate: stock.fallback, by: "default", isFormer: false };
}

type Fits = (certificate: HostCertificate) => boolean;

function find(
  { present, former }: CertificateStock,
  fits: Fits,
  at: number,
): Pick<ChosenCertificate, "certificate" | "isFormer"> | undefined {
  const certificate = best(present.filter(fits), at);
  if (certificate !== undefined) return { certificate, isFormer: false };
  const kept = best(
    former.filter((one) => fits(one) && isCurrent(one, at)),
    at,
  );
  return kept === undefined ? undefined : { certificate: kept, isFormer: true };
}

/** Valid now before others, of an authority before self-signed, then the one that lasts longest. */
function best(certificates: readonly HostCertificate[], at: number): HostCertificate | undefined {
  const [first] = certificates.toSorted(
    (one, other) =>
      Number(isCurrent(other, at)) - Number(isCurrent(one, at)) ||
      Number(one.selfSigned) - Number(other.selfSigned) ||
      other.notAfter - one.notAfter,
  );
  return first;
}
