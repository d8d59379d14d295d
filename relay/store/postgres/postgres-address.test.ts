import { formatPostgresAddress, readPostgresAddress } from "./postgres-address";

function read(text: string) {
  const address = readPostgresAddress(text, "--store");
  if (!address.ok) throw new Error(address.failures.map(({ message }) => message).join());
  return address.value;
}

const OPEN = { mode: "disable", caFile: null, certFile: null, keyFile: null };

describe("the address of a database", () => {
  it.each([
    [
      "postgres://relay@db.contoso.com/mail",
      { host: "db.contoso.com", port: 5432, database: "mail", user: "relay", password: null },
    ],
    [
      "postgresql://re%40lay:p%2Fw@[2001:db8::1]:6432/mail",
      { host: "2001:db8::1", port: 6432, database: "mail", user: "re@lay", password: "p/w" },
    ],
    [
      "postgres:///mail?host=/var/run/postgresql",
      { host: "/var/run/postgresql", port: 5432, database: "mail", user: null, password: null },
    ],
  ])("is read from %s", (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });

  it.each([
    ["postgres://db.contoso.com/mail", { ...OPEN, mode: "verify-full" }],
    ["postgres://127.0.0.1/mail", OPEN],
    ["postgres:///mail?host=/run/postgresql", OPEN],
    ["postgres://10.0.0.5/mail?sslmode=disable", OPEN],
    ["postgres://db/mail?sslmode=verify-ca&sslrootcert=ca.pem", { ...OPEN, mode: "verify-ca", caFile: "ca.pem" }],
    [
      "postgres://db/mail?sslcert=host.pem&sslkey=host.key",
      { ...OPEN, mode: "verify-full", certFile: "host.pem", keyFile: "host.key" },
    ],
  ])("checks the server it speaks to, unless it is this machine or told otherwise: %s", (text, tls) => {
    expect(read(text).tls).toEqual(tls);
  });

  it.each([
    ["relay.db", "is not a database"],
    ["mysql://db/mail", "is not a database"],
    ["postgres://relay:secret@db", "names no database"],
    ["postgres://relay:secret@db/a/b", "names no database"],
    ["postgres://relay:sec%ret@db/mail", "begins no character"],
    ["postgres://relay:secret@db/mail?sslmode=prefer", "falls back to clear text"],
    ["postgres://relay:secret@db/mail?sslmode=on", "sslmode=on; known are disable, require, verify-ca, verify-full"],
    ["postgres://relay:secret@db/mail?ssl_mode=require", 'has a parameter "ssl_mode"'],
  ])("is refused as %s, with the reason and without the password", (text, why) => {
    const address = readPostgresAddress(text, "--store");
    expect(address).toMatchObject({ ok: false, failures: [{ code: "RELAY_OPTION_INVALID", property: "--store" }] });
    const message = address.ok ? "" : (address.failures[0]?.message ?? "");
    expect(message).toContain(why);
    expect(message).not.toMatch(/secret|sec%ret/);
  });

  it.each([
    ["postgres://relay:secret@db.contoso.com/mail", "postgres://relay@db.contoso.com:5432/mail"],
    ["postgres://[::1]/mail", "postgres://[::1]:5432/mail"],
    ["postgres:///mail?host=/run/postgresql", "postgres:///mail?host=/run/postgresql"],
  ])("is shown without its password: %s", (text, shown) => {
    expect(formatPostgresAddress(read(text))).toBe(shown);
  });
});
