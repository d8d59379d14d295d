import { buildConfigDocument } from "./config-document";
import { parseConfigDocument } from "./config-document-parse";
import { configStateOf } from "./config-document-state";

const HASH = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

function parse(user: object) {
  return parseConfigDocument({ formatVersion: 1, relayUsers: [{ username: "crm", ...user }] });
}

describe("hashes of passwords in a config document", () => {
  test("are read and written, and are in no state", () => {
    const parsed = parse({ passwordHash: HASH });
    if (!parsed.ok) throw new Error("refused");
    expect(parsed.value.relayUsers[0]?.passwordHash).toBe(HASH);
    const state = configStateOf(parsed.value);
    expect(JSON.stringify([...state.relayUsers.values()])).not.toContain("argon2id");
    const [id = ""] = state.relayUsers.keys();
    expect(buildConfigDocument(state).relayUsers[0]).not.toHaveProperty("passwordHash");
    expect(buildConfigDocument(state, { passwordHashes: new Map([[id, HASH]]) })).toEqual(parsed.value);
  });

  test.each([
    ["of another function", HASH.replace("argon2id", "argon2i")],
    ["with more memory than 64 MiB", HASH.replace("m=19456", "m=65537")],
    ["with more passes than 10", HASH.replace("t=2", "t=11")],
    ["with more lanes than 4", HASH.replace("p=1", "p=5")],
    ["that is a password", "correct horse battery"],
    ["that is a number", 7],
  ])("%s are refused and not repeated", (_title, passwordHash) => {
    const parsed = parse({ passwordHash });
    expect(parsed).toMatchObject({
      ok: false,
      failures: [{ code: "RELAY_PASSWORD_HASH_INVALID", property: "relayUsers[0].passwordHash" }],
    });
    expect(JSON.stringify(parsed)).not.toContain("horse");
  });
});
