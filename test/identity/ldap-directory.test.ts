import { createServer, type Server, type Socket } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type Directory, type DirectoryOptionTexts, openDirectory, readDirectoryOptions } from "../../relay/identity";
import { waitFor } from "../../tools/harness/wait-for";
import { hasSlapd, SERVICE, type Slapd, startSlapd } from "../harness/slapd";

const person = (uid: string, cn: string, password: string, more = "") => `
dn: cn=${cn},ou=people,dc=example,dc=com
objectClass: inetOrgPerson
cn: ${cn}
sn: x
uid: ${uid}
userPassword: ${password}
${more}`;

const DATA = `dn: ou=people,dc=example,dc=com
objectClass: organizationalUnit
ou: people

dn: ou=groups,dc=example,dc=com
objectClass: organizationalUnit
ou: groups
${person("jane", "jane", "jane-secret", "mail: jane@contoso.com\nmail: sales@contoso.com\n")}
${person("doe", "Doe\\, John", "doe-secret", "mail: doe@contoso.com\n")}
${person("star", "*)(uid=*", "star-secret")}
${person("büro", "büro €", "buero-secret")}
${person("twin", "twin 1", "twin-secret")}
${person("twin", "twin 2", "twin-secret")}
dn: cn=Applications,ou=groups,dc=example,dc=com
objectClass: groupOfNames
cn: Applications
member: cn=jane,ou=people,dc=example,dc=com
member: cn=Doe\\, John,ou=people,dc=example,dc=com

dn: cn=Unix,ou=groups,dc=example,dc=com
objectClass: posixGroup
cn: Unix
gidNumber: 100
memberUid: jane
memberUid: other
`;

const JANE = { groups: ["Applications", "Unix"], addresses: ["jane@contoso.com", "sales@contoso.com"] };
const slapdIsThere = hasSlapd();
const whenThere = (title: string, body: () => Promise<void>) =>
  test(title, async () => {
    if (slapdIsThere) await body();
  });

describe("accounts of an LDAP directory", () => {
  let slapd: Slapd;
  const opened: Directory[] = [];
  const warned: string[] = [];

  beforeAll(async () => {
    if (slapdIsThere) slapd = await startSlapd(DATA);
  });
  afterAll(() => slapd?.remove());
  afterEach(() => Promise.all(opened.splice(0).map((directory) => directory.close())));

  const directoryOf = async (texts: DirectoryOptionTexts): Promise<Directory> => {
    const options = readDirectoryOptions(texts);
    if (!options.ok || options.value === null) throw new Error(JSON.stringify(options));
    const log = (_: object, message: string) => void warned.push(message);
    const directory = await openDirectory(options.value, { info: log, warn: log, error: log });
    opened.push(directory);
    return directory;
  };
  const TEMPLATE = { ldapBindDn: "cn={username},ou=people,dc=example,dc=com" };
  const untrusted = () => ({
    ldapUrl: `ldap://${slapd.host}:${slapd.port}`,
    ldapServiceDn: SERVICE.dn,
    ldapServicePassword: SERVICE.password,
    ldapGroupBase: "ou=groups,dc=example,dc=com",
  });
  const trusted = () => ({ ...untrusted(), ldapCa: slapd.caFile });
  const template = () => ({ ...trusted(), ...TEMPLATE });
  const search = () => ({ ...trusted(), ldapSearchBase: "ou=people,dc=example,dc=com" });

  whenThere("a DN by template, STARTTLS, groups by the service account, addresses by the account itself", async () => {
    const directory = await directoryOf(template());
    expect(await directory.authenticate("jane", "jane-secret")).toEqual(JANE);
    expect(await directory.authenticate("jane", "doe-secret")).toBeNull();
    expect(await directory.authenticate("Doe, John", "doe-secret")).toEqual({
      groups: ["Applications"],
      addresses: ["doe@contoso.com"],
    });
  });

  whenThere("a search, over ldaps", async () => {
    const directory = await directoryOf({ ...search(), ldapUrl: `ldaps://${slapd.host}:${slapd.tlsPort}` });
    expect(await directory.authenticate("jane", "jane-secret")).toEqual(JANE);
    expect(await directory.authenticate("doe", "doe-secret")).toMatchObject({ groups: ["Applications"] });
    expect(await directory.authenticate("jane", "wrong")).toBeNull();
    expect(await directory.authenticate("nobody", "jane-secret")).toBeNull();
    expect(await directory.authenticate("büro", "buero-secret")).toEqual({ groups: [], addresses: [] });
  });

  whenThere("a name that two entries have is nobody's", async () => {
    expect(await (await directoryOf(search())).authenticate("twin", "twin-secret")).toBeNull();
  });

  whenThere("no name reaches an entry that is not its own", async () => {
    const [bySearch, byTemplate] = [await directoryOf(search()), await directoryOf(template())];
    const names = ["*", "jane*", "*)(uid=*", "jane)(objectClass=*", "j\\61ne", "jane,ou=people", "jane\0", "jane+sn=x"];
    for (const name of names) {
      expect([name, await bySearch.authenticate(name, "jane-secret")]).toEqual([name, null]);
      expect([name, await byTemplate.authenticate(name, "jane-secret")]).toEqual([name, null]);
    }
    for (const [name, password] of [
      ["*)(uid=*", "star-secret"],
      ["büro €", "buero-secret"],
    ] as const) {
      expect(await byTemplate.authenticate(name, password)).toEqual({ groups: [], addresses: [] });
    }
  });

  whenThere("an empty password proves nothing, though the server would take it", async () => {
    for (const options of [template(), search()]) {
      expect(await (await directoryOf(options)).authenticate("jane", "")).toBeNull();
    }
  });

  whenThere("one connection serves many logins, and a failed one before does not spoil it", async () => {
    const directory = await directoryOf(search());
    for (let round = 0; round < 5; round++) {
      expect(await directory.authenticate("jane", "wrong")).toBeNull();
      expect(await directory.authenticate("jane", "jane-secret")).toEqual(JANE);
    }
    const many = Array.from({ length: 20 }, () => directory.authenticate("jane", "jane-secret"));
    expect(await Promise.all(many)).toEqual(many.map(() => JANE));
  });

  whenThere("a server that comes back is asked on a new connection, one that is away is an error", async () => {
    const directory = await directoryOf(template());
    expect(await directory.authenticate("jane", "jane-secret")).toEqual(JANE);
    await slapd.stop();
    await expect(directory.authenticate("jane", "jane-secret")).rejects.toThrow();
    await slapd.start();
    // It is left alone for a second.
    await expect(directory.authenticate("jane", "jane-secret")).rejects.toThrow("a moment ago");
    await waitFor("the directory is asked again", () =>
      directory.authenticate("jane", "jane-secret").catch(() => false),
    );
    expect(await directory.authenticate("jane", "jane-secret")).toEqual(JANE);
    await slapd.stop();
    await slapd.start();
    expect(await directory.authenticate("jane", "jane-secret")).toEqual(JANE);
  });

  whenThere(
    "a certificate of an unknown authority, or for another name, ends it before any password is sent",
    async () => {
      const unknown = { ...untrusted(), ...TEMPLATE };
      await expect((await directoryOf(unknown)).authenticate("jane", "jane-secret")).rejects.toThrow(
        /verify the first certificate/,
      );
      const other = { ...template(), ldapUrl: `ldap://127.0.0.1:${slapd.port}` };
      await expect((await directoryOf(other)).authenticate("jane", "jane-secret")).rejects.toThrow(/altnames|IP/i);
    },
  );

  whenThere("a wrong password of the service account is an error, not the client's", async () => {
    const directory = await directoryOf({ ...search(), ldapServicePassword: "wrong" });
    await expect(directory.authenticate("jane", "jane-secret")).rejects.toThrow("the service account");
  });

  test("a server that says nothing is given up on time", async () => {
    const silent = await listen(() => undefined);
    const options = { ldapUrl: `ldap://127.0.0.1:${silent.port}`, ldapBindDn: "uid={username}", ldapTimeout: "1" };
    for (const more of [{}, { ldapTls: "none" }, { ldapUrl: `ldaps://127.0.0.1:${silent.port}` }]) {
      const begun = Date.now();
      await expect((await directoryOf({ ...options, ...more })).authenticate("jane", "secret")).rejects.toThrow();
      expect(Date.now() - begun).toBeLessThan(5000);
    }
    await silent.stop();
  });

  test("a server that hangs up gets no password in clear text afterwards", async () => {
    let heard = "";
    const rude = await listen((socket) =>
      socket.on("data", (bytes) => {
        heard += bytes.toString("latin1");
        socket.destroy();
      }),
    );
    const options = { ldapUrl: `ldap://127.0.0.1:${rude.port}`, ldapBindDn: "uid={username}", ldapTimeout: "1" };
    const directory = await directoryOf(options);
    for (let time = 0; time < 2; time++) {
      await expect(directory.authenticate("jane", "jane-secret")).rejects.toThrow();
    }
    expect(heard).not.toBe("");
    expect(heard).not.toContain("jane-secret");
    await rude.stop();
  });
});

/** A server of bytes on loopback. */
async function listen(serve: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    serve(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
    await once(server, "close");
  };
  return { port: (server.address() as AddressInfo).port, stop };
}
