import { certificateRemarks, type KnownCertificate } from "./certificate-remarks";

const NAME = "<I>CN=CA<S>CN=mail.contoso.com";
const NOW = Date.UTC(2026, 10, 24);
const GOOD: KnownCertificate = {
  name: "mail",
  tlsCertificateName: NAME,
  state: "usable",
  validTo: "2027-02-01T00:00:00Z",
};

test.each<{ title: string; certificates: readonly KnownCertificate[]; says: readonly RegExp[] }>([
  { title: "a good one", certificates: [GOOD], says: [] },
  {
    title: "none",
    certificates: [{ ...GOOD, tlsCertificateName: "other" }],
    says: [/^the host has no certificate "<I>CN=CA/],
  },
  {
    title: "one whose files are gone",
    certificates: [{ ...GOOD, state: "former" }],
    says: [/^the host has no certificate "/],
  },
  {
    title: "one that has expired",
    certificates: [{ ...GOOD, state: "expired" }],
    says: [/^the host has no certificate that can be used "/],
  },
  {
    title: "one that ends soon",
    certificates: [{ ...GOOD, validTo: "2026-12-01T00:00:00Z" }],
    says: [/expires on 2026-12-01: renew it/],
  },
  {
    title: "one that ends soon and its renewal",
    certificates: [{ ...GOOD, validTo: "2026-12-01T00:00:00Z" }, GOOD],
    says: [],
  },
])("$title", ({ certificates, says }) => {
  expect(certificateRemarks(NAME, certificates, NOW)).toEqual(
    says.map((text) => expect.stringMatching(text) as unknown),
  );
});
