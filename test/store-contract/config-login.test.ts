import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgresEngine, readPostgresAddress, type StoreError } from "../../relay/store";
import {
  ask,
  type DatabaseConnection,
  describeOnPostgres,
  type PostgresServer,
  startPostgres,
} from "../harness/postgres";
import { type TestPair, testCertificate } from "../harness/test-certificates";

const PASSWORD = "s3cret of the relay";

describeOnPostgres("logging in at the database", () => {
  let folder: string;
  let authority: TestPair;
  let server: PostgresServer;
  let database: DatabaseConnection;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "config-login-"));
    chmodSync(folder, 0o755);
    authority = await testCertificate({ commonName: "Database CA", purpose: "authority" });
    const host = await testCertificate({ commonName: "localhost", dnsNames: ["localhost"], issuer: authority });
    const stranger = await testCertificate({ commonName: "Other CA", purpose: "authority" });
    write("ca.pem", authority.cert);
    write("other-ca.pem", stranger.cert);
    // The relay's account gets in over TLS only, with its password.
    write("hba.conf", "hostssl all relay samehost scram-sha-256\nhost all postgres samehost trust\n");
    const files = ["hba_file=" + file("hba.conf"), "ssl_cert_file=" + write("db.pem", host.cert)];
    server = await startPostgres(["fsync=off", "ssl=on", `ssl_key_file=${write("db.key", host.key)}`, ...files]);
    database = await server.createDatabase();
    await ask(database, `create role relay login password '${PASSWORD}'`);
    await ask(database, `grant create on database ${database.database} to relay`);
  }, 60_000);
  afterAll(async () => {
    await server.remove();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    delete process.env["PGPASSWORD"];
    delete process.env["PGPASSFILE"];
  });

  const file = (name: string) => join(folder, name);

  /** The server reads a key only if nobody else can. */
  function write(name: string, text: string): string {
    writeFileSync(file(name), text, { mode: name.endsWith(".key") ? 0o640 : 0o644 });
    if (process.getuid?.() === 0) chownSync(file(name), 0, postgresGroup());
    return file(name);
  }

  async function open(host: string, parameters: string, password: string | null = PASSWORD) {
    const account = password === null ? "relay" : `relay:${encodeURIComponent(password)}`;
    const url = `postgres://${account}@${host}:${server.port}/${database.database}?${parameters}`;
    const address = readPostgresAddress(url, "--store");
    if (!address.ok) throw new Error("The fixture is not an address.");
    const started = performance.now();
    try {
      const engine = await openPostgresEngine({ address: address.value, host: { name: "host", version: "1" } });
      await engine.close();
      return "open";
    } catch (error) {
      // Whatever is wrong here, waiting does not mend it.
      expect(performance.now() - started).toBeLessThan(20_000);
      const { code, message } = error as StoreError;
      expect(message).not.toContain(password ?? PASSWORD);
      return `${code}: ${message}`;
    }
  }

  const CA = () => `sslrootcert=${file("ca.pem")}`;

  it("is done over TLS with a server whose certificate is checked", async () => {
    expect(await open("localhost", `sslmode=verify-full&${CA()}`)).toBe("open");
    expect(await open("127.0.0.1", `sslmode=verify-ca&${CA()}`)).toBe("open");
    expect(await open("127.0.0.1", "sslmode=require")).toBe("open");
  });

  it("is not done with a server that is somebody else, or in clear text", async () => {
    expect(await open("127.0.0.1", `sslmode=verify-full&${CA()}`)).toMatch(/^RELAY_STORE_UNAVAILABLE: .*127\.0\.0\.1/);
    const other = `sslrootcert=${file("other-ca.pem")}`;
    expect(await open("localhost", `sslmode=verify-full&${other}`)).toMatch(/^RELAY_STORE_UNAVAILABLE: .*certificate/);
    expect(await open("localhost", `sslmode=require&${other}`)).toMatch(/^RELAY_STORE_UNAVAILABLE: .*certificate/);
    expect(await open("localhost", "sslmode=disable")).toMatch(/^RELAY_STORE_UNAVAILABLE: .*SQLSTATE 28000/);
  });

  it("takes the password of the URL, of PGPASSWORD or of a password file, and never repeats a wrong one", async () => {
    const tls = `sslmode=verify-full&${CA()}`;
    expect(await open("localhost", tls, "not it")).toMatch(/^RELAY_STORE_UNAVAILABLE: .*SQLSTATE 28P01/);
    process.env["PGPASSWORD"] = PASSWORD;
    expect(await open("localhost", tls, null)).toBe("open");
    delete process.env["PGPASSWORD"];
    expect(await open("localhost", tls, null)).toMatch(/^RELAY_STORE_UNAVAILABLE: /);
    process.env["PGPASSFILE"] = file("pgpass");
    writeFileSync(file("pgpass"), `localhost:${server.port}:*:relay:${PASSWORD}\n`, { mode: 0o600 });
    expect(await open("localhost", tls, null)).toBe("open");
  });
});

function postgresGroup(): number {
  return Number(execFileSync("id", ["-g", "postgres"], { encoding: "utf8" }));
}
