import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { passwordFromFile } from "./password-file";
import { readPostgresAddress } from "./postgres-address";

const TEXT = `# host:port:database:user:password
db.contoso.com:5432:mail:relay:of the mail
db.contoso.com:*:*:re\\:lay:with\\:colon and \\\\
localhost:5432:*:relay:of the socket
*:*:*:admin:
::1:5432:mail:relay:never
`;

describe("a password file", () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "password-file-"));
    env = { PGPASSFILE: join(folder, "pgpass") };
    writeFileSync(join(folder, "pgpass"), TEXT, { mode: 0o600 });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function find(url: string, account: string) {
    const address = readPostgresAddress(url, "--store");
    if (!address.ok) throw new Error("The fixture is not an address.");
    return passwordFromFile(address.value, account, env);
  }

  it.each([
    ["postgres://db.contoso.com/mail", "relay", "of the mail"],
    ["postgres://db.contoso.com:6000/other", "re:lay", "with:colon and \\"],
    ["postgres:///any?host=/run/postgresql", "relay", "of the socket"],
    ["postgres://elsewhere/any", "admin", ""],
    ["postgres://db.contoso.com/other", "relay", undefined],
  ])("has for %s and %s: %p", (url, account, expected) => {
    expect(find(url, account)).toBe(expected);
  });

  it("is passed over when others may read it, or when there is none", () => {
    chmodSync(join(folder, "pgpass"), 0o644);
    expect(find("postgres://db.contoso.com/mail", "relay")).toBeUndefined();
    env = { PGPASSFILE: join(folder, "nothing") };
    expect(find("postgres://db.contoso.com/mail", "relay")).toBeUndefined();
  });
});
