import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPair } from "./install-pair";
import { loadCertificate } from "./load-certificate";

const NOW = Date.UTC(2026, 10, 24);

describe("installPair", () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "relay-install-"))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const made = (name: string) =>
    loadCertificate({ dataDir: join(directory, name), hostname: "mail.contoso.com", now: NOW });
  const where = () => ({ directory, needed: [], at: NOW });
  const onDisk = () => ({
    cert: readFileSync(join(directory, "mail.pem"), "utf8"),
    key: readFileSync(join(directory, "mail.key"), "utf8"),
  });

  test("leaves the pair before whole when one of the new files cannot be written", async () => {
    const [first, second] = [await made("first"), await made("second")];
    expect(await installPair({ name: "mail", ...first }, where())).toBeUndefined();
    mkdirSync(join(directory, "mail.pem.new"));
    await expect(installPair({ name: "mail", ...second }, where())).rejects.toThrow("EISDIR");
    expect(onDisk()).toEqual(first);
    rmSync(join(directory, "mail.pem.new"), { recursive: true });
    expect(await installPair({ name: "mail", ...second }, where())).toBeUndefined();
    expect(onDisk()).toEqual(second);
  });
});
