import { stat } from "node:fs/promises";
import type { Snapshot } from "../../model";
import { snapshotOf, type StateFixture } from "../../model/snapshot-fixture";
import { createCredentialVerifier } from "./credential-verifier";
import type { Directory, DirectoryAccount } from "./directory";
import { hashPassword } from "./password-hash";

const CLIENT = "192.0.2.1";
const BAD = { outcome: "bad" };

interface World {
  readonly users?: StateFixture["relayUsers"];
  readonly groups?: StateFixture["relayGroups"];
  /** By user id, `user-0` and so on. */
  readonly hashes?: Record<string, readonly string[]>;
  /** What the directory knows, by `name:password`. */
  readonly directory?: Readonly<Record<string, DirectoryAccount>>;
}

/** A verifier over things that a test can change, and how often each was asked. */
function world({ users = [], groups = [], hashes = {}, directory }: World) {
  const now = { ms: 1_000_000 };
  const asked = { store: 0, directory: 0 };
  const logged: string[] = [];
  const log = (_: object, message: string) => void logged.push(message);
  const state = { snapshot: snapshot(users, groups), hashes };
  const known: Directory = {
    authenticate: async (name, password) => {
      asked.directory++;
      if (name === "broken") throw new Error("directory gone");
      return directory?.[`${name}:${password}`] ?? null;
    },
    close: async () => undefined,
  };
  const verify = createCredentialVerifier({
    currentSnapshot: () => state.snapshot,
    passwordHashes: async (id) => {
      asked.store++;
      return state.hashes[id] ?? [];
    },
    directory: directory === undefined ? null : known,
    clock: () => now.ms,
    log: { info: log, warn: log, error: log },
  });
  return {
    state,
    now,
    asked,
    logged,
    login: (name: string, password: string) => verify(name, password, CLIENT),
    verify,
  };
}

/** Accounts with the version `v1` of a password. */
function snapshot(
  users: StateFixture["relayUsers"],
  groups: StateFixture["relayGroups"] = [],
  version = "v1",
): Snapshot {
  const made = snapshotOf({ relayUsers: users ?? [], relayGroups: groups });
  const byName = (name: string) => {
    const user = made.users.byName(name);
    return user && { ...user, secretVersion: version };
  };
  return { ...made, users: { ...made.users, byName } };
}

// What this process computed, its threads included: the time itself depends on what else the machine does.
async function computed(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

describe("accounts", () => {
  let secret: string;
  let former: string;

  beforeAll(async () => {
    [secret, former] = await Promise.all([hashPassword("secret"), hashPassword("former")]);
  });

  const crm = { username: "CRM", groups: ["apps"], allowedSenders: ["Crm@contoso.com", "fabrikam.com"] };
  const crmWorld = () => world({ users: [crm], groups: [{ name: "Apps" }], hashes: { "user-0": [secret] } });

  test("log in by name without case and get their groups and senders", async () => {
    expect(await crmWorld().login("crm", "secret")).toEqual({
      outcome: "good",
      account: "CRM",
      userId: "user-0",
      groups: ["Apps"],
      allowedSenders: new Set(["crm@contoso.com", "fabrikam.com"]),
    });
  });

  test.each([
    ["a wrong password", "crm", "Secret"],
    ["an empty password", "crm", ""],
    ["an unknown name", "nobody", "secret"],
    ["an empty name", "", "secret"],
    ["a built-in name", "NT AUTHORITY\\ANONYMOUS LOGON", "secret"],
    ["a group's name", "apps", "secret"],
  ])("are refused with %s", async (_, name, password) => {
    expect(await crmWorld().login(name, password)).toEqual(BAD);
  });

  test("a disabled account cannot log in, whatever was proved before", async () => {
    const { login, state } = crmWorld();
    expect(await login("crm", "secret")).toMatchObject({ outcome: "good" });
    state.snapshot = snapshot([{ ...crm, enabled: false }]);
    expect(await login("crm", "secret")).toEqual(BAD);
  });

  test("an account without a password cannot log in", async () => {
    const { login, state } = world({ users: [crm] });
    expect(await login("crm", "")).toEqual(BAD);
    state.snapshot = snapshotOf({ relayUsers: [crm] });
    expect(await login("crm", "")).toEqual(BAD);
  });

  test("a repeat needs no hash and no store, and takes less than a millisecond, until ten minutes have passed", async () => {
    const { login, asked, now } = crmWorld();
    const first = await timed(() => login("crm", "secret"));
    const repeats: number[] = [];
    for (let repeat = 0; repeat < 101; repeat++) repeats.push(await timed(() => login("crm", "secret")));
    const middle = repeats.sort((a, b) => a - b)[50] as number;
    expect(middle).toBeLessThan(1);
    expect(middle).toBeLessThan(first);
    expect(asked.store).toBe(1);
    now.ms += 600_000;
    expect(await login("crm", "secret")).toMatchObject({ outcome: "good" });
    expect(asked.store).toBe(2);
  });

  test("a new password ends what was proved with the old one", async () => {
    const { login, state } = crmWorld();
    await login("crm", "secret");
    state.snapshot = snapshot([crm], [], "v2");
    state.hashes["user-0"] = [former];
    expect(await login("crm", "secret")).toEqual(BAD);
    expect(await login("crm", "former")).toMatchObject({ outcome: "good" });
  });

  test("what an account is comes from the configuration of now, not of the time it was proved", async () => {
    const { login, state } = crmWorld();
    await login("crm", "secret");
    state.snapshot = snapshot([{ ...crm, groups: [], allowedSenders: [] }]);
    expect(await login("crm", "secret")).toMatchObject({ groups: [], allowedSenders: new Set() });
  });

  test("during a rotation both passwords are good, and the former one ends on time though it was remembered", async () => {
    const { login, state } = world({ users: [crm], hashes: { "user-0": [secret, former] } });
    for (let time = 0; time < 2; time++) {
      expect(await login("crm", "secret")).toMatchObject({ outcome: "good" });
      expect(await login("crm", "former")).toMatchObject({ outcome: "good" });
    }
    state.hashes["user-0"] = [secret];
    expect(await login("crm", "former")).toEqual(BAD);
    expect(await login("crm", "secret")).toMatchObject({ outcome: "good" });
  });

  test("a hash beyond the limits is never computed", async () => {
    const heavy = secret.replace("m=19456", "m=1048576");
    const { login } = world({ users: [crm], hashes: { "user-0": [heavy] } });
    expect(await login("crm", "secret")).toEqual(BAD);
  });

  test("ten failures of a name from one address hold it up there for a minute, and nowhere else", async () => {
    const { login, verify, now, asked } = crmWorld();
    for (let failure = 0; failure < 10; failure++) expect(await login("crm", `wrong ${failure}`)).toEqual(BAD);
    const before = asked.store;
    expect(await login("crm", "secret")).toEqual({ outcome: "unavailable" });
    expect(asked.store).toBe(before);
    expect(await verify("crm", "secret", "192.0.2.2")).toMatchObject({ outcome: "good" });
    // Proved from elsewhere, it is good here too.
    expect(await login("crm", "secret")).toMatchObject({ outcome: "good" });
    now.ms += 60_000;
    expect(await login("crm", "wrong")).toEqual(BAD);
  });

  test("ten failures of a name of the directory hold it up in every spelling that the directory takes for it", async () => {
    const { login, asked } = world({ directory: { "jane:secret": { groups: [], addresses: [] } } });
    const spellings = ["jane", "JANE", "\uff4aane", "j\uff41ne", "ja\uff4ee", "jan\uff45"];
    for (let failure = 0; failure < 10; failure++) {
      expect(await login(spellings[failure % spellings.length] as string, `wrong ${failure}`)).toEqual(BAD);
    }
    const before = asked.directory;
    expect(await login("\uff4a\uff41ne", "secret")).toEqual({ outcome: "unavailable" });
    expect(asked.directory).toBe(before);
  });

  test("a flood is turned away for now, and who was proved before still gets in", async () => {
    const { login, verify, logged } = crmWorld();
    await login("crm", "secret");
    const flood = Array.from({ length: 200 }, (_, place) => verify(`x${place}`, "wrong", `192.0.2.${place}`));
    let isOver = false;
    const end = Promise.all(flood).finally(() => (isOver = true));
    expect(await login("crm", "secret")).toMatchObject({ outcome: "good" });
    expect(isOver).toBe(false);
    const outcomes = (await end).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "bad")).toHaveLength(66);
    expect(outcomes.filter((outcome) => outcome === "unavailable")).toHaveLength(134);
    expect(logged).toEqual(["too many logins at once: some were told to try again"]);
  });

  test("a flood leaves threads to the rest of the host", async () => {
    const { verify } = crmWorld();
    const flood = Array.from({ length: 66 }, (_, place) => verify(`x${place}`, "wrong", `192.0.2.${place}`));
    const begun = performance.now();
    const waits: number[] = [];
    for (let file = 0; file < 5; file++) waits.push(await timed(() => stat(__filename)));
    // All of the flood, two at a time, takes some 600 ms.
    expect(Math.max(...waits)).toBeLessThan(150);
    await Promise.all(flood);
    expect(performance.now() - begun).toBeGreaterThan(300);
  });

  test("wrong passwords take as long for known, unknown, disabled and rotating accounts", async () => {
    const users = [crm, { username: "off", enabled: false }, { username: "rotating" }];
    const { verify } = world({ users, hashes: { "user-0": [secret], "user-1": [secret], "user-2": [secret, former] } });
    const names = ["crm", "nobody", "off", "rotating"];
    const times = new Map(names.map((name) => [name, [] as number[]]));
    for (let round = 0; round < 15; round++) {
      for (const name of names) times.get(name)?.push(await computed(() => verify(name, "wrong", `192.0.2.${round}`)));
    }
    const middles = [...times.values()].map((all) => all.sort((a, b) => a - b)[7] as number);
    // Less than a whole hash apart: what differs is the machine's noise.
    expect(Math.max(...middles) / Math.min(...middles)).toBeLessThan(1.5);
  });
});

describe("accounts of a directory", () => {
  const jane = { groups: ["apps", "Everybody else"], addresses: ["Jane@contoso.com", "not an address"] };
  const known = (more: World = {}) =>
    world({ groups: [{ name: "Apps" }], directory: { "jane:secret": jane }, ...more });

  test("log in with the groups that are declared here and their own addresses as senders", async () => {
    expect(await known().login("Jane", "secret")).toEqual({
      outcome: "good",
      account: "jane",
      groups: ["Apps"],
      allowedSenders: new Set(["jane@contoso.com"]),
    });
  });

  test("are asked for once a minute", async () => {
    const { login, asked, now } = known();
    for (let time = 0; time < 3; time++) expect(await login("jane", "secret")).toMatchObject({ outcome: "good" });
    expect(asked.directory).toBe(1);
    now.ms += 60_000;
    await login("jane", "secret");
    expect(asked.directory).toBe(2);
  });

  test.each([
    ["an empty password", "jane", ""],
    ["the name of a group here", "Apps", "x"],
    ["a built-in name", "Exchange Servers", "x"],
    ["a name with a domain", "CONTOSO\\jane", "secret"],
    ["a name with a line break", "jane\n", "secret"],
    ["a SID", "S-1-5-11", "x"],
  ])("are never asked for with %s", async (_, name, password) => {
    const { login, asked } = known({ directory: { [`${name}:${password}`]: jane, "jane:": jane } });
    expect(await login(name, password)).toEqual(BAD);
    expect(asked.directory).toBe(0);
  });

  test("stand back behind an account here of the same name, in every spelling", async () => {
    const { login, asked } = known({ users: [{ username: "Jane" }] });
    for (const name of ["jane", "JANE", "\uff4aane"]) expect(await login(name, "secret")).toEqual(BAD);
    expect(asked.directory).toBe(0);
  });

  test("are unavailable while the directory is", async () => {
    const { login, logged } = known();
    expect(await login("broken", "secret")).toEqual({ outcome: "unavailable" });
    expect(logged).toEqual(["a login cannot be checked"]);
  });
});
