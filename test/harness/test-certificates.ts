import { generate } from "selfsigned";

export interface TestPair {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

export interface TestCertificateOptions {
  readonly commonName: string;
  readonly organization?: string;
  readonly dnsNames?: readonly string[];
  /** Days from now until its end; negative: it has expired. @default 90 */
  readonly days?: number;
  /** @default "server" */
  readonly purpose?: "server" | "client" | "authority";
  /** Left out: self-signed. */
  readonly issuer?: TestPair;
}

const DAY_MS = 86_400_000;

/** Makes a certificate with its key. */
export async function testCertificate(options: TestCertificateOptions): Promise<TestPair> {
  const { commonName, organization, dnsNames = [], days = 90, purpose = "server", issuer } = options;
  const names = [{ name: "commonName", value: commonName }];
  const subject = organization === undefined ? names : [{ name: "organizationName", value: organization }, ...names];
  const alternatives = dnsNames.map((value) => ({ type: 2 as const, value }));
  const made = await generate(subject, {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - 30 * DAY_MS),
    notAfterDate: new Date(Date.now() + days * DAY_MS),
    extensions: [
      ...(purpose === "authority"
        ? [{ name: "basicConstraints" as const, cA: true, critical: true }]
        : [{ name: "extKeyUsage" as const, serverAuth: purpose === "server", clientAuth: purpose === "client" }]),
      ...(alternatives.length === 0 ? [] : [{ name: "subjectAltName" as const, altNames: alternatives }]),
    ],
    ...(issuer === undefined ? {} : { ca: issuer }),
  });
  return { cert: made.cert, key: made.private };
}
