import { type CertificateStock, chooseCertificate } from "./choose-certificate";
import type { HostCertificate } from "./host-certificate";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 24);

function certificate(label: string, names: readonly string[], facts: Partial<HostCertificate> = {}): HostCertificate {
  return {
    label,
    origin: "directory",
    cert: "",
    key: "",
    exchangeName: `<I>CN=CA<S>CN=${names[0]}`,
    fingerprint: label,
    dnsNames: names,
    notBefore: NOW - DAY,
    notAfter: NOW + 90 * DAY,
    selfSigned: false,
    covers: (host) => names.includes(host),
    ...facts,
  };
}

const FALLBACK = certificate("self-made", ["relay.contoso.com"], {
  origin: "self-made",
  selfSigned: true,
  notAfter: NOW + 3650 * DAY,
});
const MAIL = "mail.contoso.com";
const NAME = `<I>CN=CA<S>CN=${MAIL}`;

interface Case {
  readonly title: string;
  readonly present?: readonly HostCertificate[];
  readonly former?: readonly HostCertificate[];
  readonly name?: string;
  readonly fqdn?: string;
  readonly chosen: string;
}

test.each<Case>([
  {
    title: "TlsCertificateName before Fqdn",
    present: [certificate("other", ["relay.contoso.com"]), certificate("mail", [MAIL])],
    name: NAME,
    chosen: "mail",
  },
  {
    title: "of several of one name the newest",
    present: [certificate("old", [MAIL]), certificate("new", [MAIL], { notAfter: NOW + 91 * DAY })],
    name: NAME,
    chosen: "new",
  },
  {
    title: "one that is valid before one that is not yet",
    present: [
      certificate("next", [MAIL], { notBefore: NOW + DAY, notAfter: NOW + 99 * DAY }),
      certificate("mail", [MAIL]),
    ],
    name: NAME,
    chosen: "mail",
  },
  {
    title: "one that has expired, when nothing else has the name",
    present: [certificate("old", [MAIL], { notAfter: NOW - DAY })],
    name: NAME,
    chosen: "old",
  },
  {
    title: "by Fqdn when nothing has the name",
    present: [certificate("relay", ["relay.contoso.com"])],
    name: NAME,
    chosen: "relay",
  },
  { title: "by Fqdn", present: [certificate("mail", [MAIL])], fqdn: MAIL, chosen: "mail" },
  {
    title: "of an authority before one that signed itself",
    present: [
      certificate("self", [MAIL], { selfSigned: true, notAfter: NOW + 999 * DAY }),
      certificate("mail", [MAIL]),
    ],
    fqdn: MAIL,
    chosen: "mail",
  },
  {
    title: "a real one before the self-made one of the same name",
    present: [FALLBACK, certificate("relay", ["relay.contoso.com"])],
    chosen: "relay",
  },
  {
    title: "the default when nothing is for the connector",
    present: [FALLBACK, certificate("mail", [MAIL])],
    chosen: "self-made",
  },
  {
    title: "one whose files are gone, while no other has the name",
    former: [certificate("gone", [MAIL])],
    name: NAME,
    chosen: "gone",
  },
  {
    title: "one whose files are gone, while no other is for the Fqdn",
    former: [certificate("gone", [MAIL])],
    fqdn: MAIL,
    chosen: "gone",
  },
  {
    title: "one that is there before one whose files are gone",
    present: [certificate("mail", [MAIL])],
    former: [certificate("gone", [MAIL], { notAfter: NOW + 999 * DAY })],
    fqdn: MAIL,
    chosen: "mail",
  },
  {
    title: "none whose files are gone and that has expired",
    former: [certificate("gone", [MAIL], { notAfter: NOW - DAY })],
    name: NAME,
    chosen: "self-made",
  },
])("$title", ({ present = [], former = [], name = null, fqdn = "relay.contoso.com", chosen }) => {
  const stock: CertificateStock = { present, former, fallback: FALLBACK };
  expect(chooseCertificate(stock, { tlsCertificateName: name, fqdn }, NOW).certificate.label).toBe(chosen);
});
