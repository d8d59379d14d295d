import type * as argon2 from "@node-rs/argon2";
import { hashPassword } from "../../relay/identity";
import { LOGIN_KINDS, type LoginKind, loginKinds } from "./auth-timing/login-kinds";

const checked: string[] = [];

jest.mock("@node-rs/argon2", () => {
  const actual = jest.requireActual<typeof argon2>("@node-rs/argon2");
  const verify: typeof actual.verify = (hash, ...rest) => {
    checked.push(String(hash));
    return actual.verify(hash, ...rest);
  };
  return { ...actual, verify };
});

const KINDS = Object.keys(LOGIN_KINDS) as LoginKind[];

// The time itself depends on what else the machine does; `npm run attack` measures it.
describe("a failed login costs the same hashes of the same cost", () => {
  let login: ReturnType<typeof loginKinds>;

  beforeAll(async () => {
    login = loginKinds([await hashPassword("right"), await hashPassword("former")]);
  });
  beforeEach(() => void checked.splice(0));

  test.each(KINDS)("for %s", async (kind) => {
    expect(await login(kind, "wrong")).toEqual({ outcome: "bad" });
    expect(checked.map((hash) => hash.split("$").slice(0, 4).join("$"))).toEqual([
      "$argon2id$v=19$m=19456,t=2,p=1",
      "$argon2id$v=19$m=19456,t=2,p=1",
    ]);
  });

  test.each(["", "p".repeat(9000), "\0", "\ud800"])("for the password %j, too", async (password) => {
    await login("an account", password);
    const known = checked.splice(0).length;
    await login("no account", password);
    expect([known, checked.length]).toEqual([2, 2]);
  });
});
