import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCertificate } from "./load-certificate";

const NOW = Date.UTC(2026, 10, 24);

describe("loadCertificate", () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), "relay-certificate-"))));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const options = () => ({ dataDir, hostname: "relay.contoso.com", now: NOW });

  test("makes one for the host's name on first start, keeps it private, and finds it again", async () => {
    const first = await loadCertificate(options());
    const certificate = new X509Certificate(first.cert);
    expect(certificate.checkHost("relay.contoso.com")).toBe("relay.contoso.com");
    expect(certificate.validToDate.getTime()).toBeGreaterThan(NOW + 9 * 365 * 86_400_000);
    expect(statSync(join(dataDir, "smtp-key.pem")).mode & 0o777).toBe(0o600);
    expect(await loadCertificate(options())).toEqual(first);
  });

  test("takes a given pair", async () => {
    const made = await loadCertificate(options());
    const files = { certFile: join(dataDir, "smtp-cert.pem"), keyFile: join(dataDir, "smtp-key.pem") };
    expect(await loadCertificate({ ...options(), dataDir: join(dataDir, "other"), ...files })).toEqual(made);
  });

  test("says what is wrong with a given pair", async () => {
    await loadCertificate(options());
    const certFile = join(dataDir, "smtp-cert.pem");
    const keyFile = join(dataDir, "other.pem");
    await expect(loadCertificate({ ...options(), certFile })).rejects.toThrow(
      "needs both --smtp-tls-cert and --smtp-tls-key",
    );
    await expect(loadCertificate({ ...options(), certFile, keyFile })).rejects.toThrow(`${keyFile} cannot be read`);
    const elsewhere = mkdtempSync(join(tmpdir(), "relay-certificate-"));
    const { key } = await loadCertificate({ ...options(), dataDir: elsewhere });
    rmSync(elsewhere, { recursive: true });
    writeFileSync(keyFile, key);
    await expect(loadCertificate({ ...options(), certFile, keyFile })).rejects.toThrow(
      "does not belong to the certificate",
    );
    writeFileSync(keyFile, readFileSync(certFile));
    await expect(loadCertificate({ ...options(), certFile, keyFile })).rejects.toThrow(
      "does not belong to the certificate",
    );
  });
});
