import fc from "fast-check";
import { relayHeaders } from "../../client/relay-headers";
import { declaredAs, declaredOwner, readRelayHeaders } from "./relay-headers";

const lower = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const OWNER = { "relay-stack": "a/b/c", "relay-logical-id": "crm", "relay-owner-token": "x".repeat(32) };

describe("Relay headers", () => {
  test("what the client says in any letters is what the host reads", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter((value) => !/\p{Cc}/u.test(value));
    fc.assert(
      fc.property(text, text, fc.nat(), (logicalId, program, startedAt) => {
        const stack = "acme/relay/prod";
        const run = { id: "run-1", startedAt, deadline: startedAt + 1 };
        const declaredStack = "acme/relay/production";
        const written = { run, program, adoptExisting: true, breakGlass: "incident 7 – the CRM waits" };
        const said = { stack, logicalId, declaredStack, ownerToken: "x".repeat(32), ...written };
        const sent = lower(relayHeaders({ ...said, declaredAt: "lib/crm relay.ts:42" }));
        for (const value of Object.values(sent)) expect(value).toMatch(/^[\x20-\x7e]*$/);
        expect(readRelayHeaders(sent)).toEqual({
          ...said,
          commit: null,
          declaredAt: { file: "lib/crm relay.ts", line: 42 },
        });
      }),
    );
  });

  test("a request without them is by hand", () => {
    const headers = readRelayHeaders({});
    expect(headers).toEqual({
      stack: null,
      logicalId: null,
      declaredStack: null,
      ownerToken: null,
      run: null,
      commit: null,
      program: null,
      declaredAt: null,
      breakGlass: null,
      adoptExisting: false,
    });
    expect(declaredOwner(headers)).toBeNull();
  });

  test.each([
    ["nothing", {}, undefined],
    ["the name alone", { "relay-logical-id": "crm" }, undefined],
    ["the owner", OWNER, { stack: "a/b/c", logicalId: "crm" }],
    ["another stack", { ...OWNER, "relay-declared-stack": "a/b/d" }, { stack: "a/b/d", logicalId: "crm" }],
  ])("an update that names %s declares that", (_what, headers, owner) => {
    expect(declaredAs(readRelayHeaders(headers))).toEqual(owner);
  });

  test("another stack without a proof of ownership is refused", () => {
    expect(() => declaredAs(readRelayHeaders({ "relay-declared-stack": "a/b/d" }))).toThrow("Relay-Owner-Token");
  });

  test.each([
    [{ "relay-stack": "a/b" }, "Relay-Stack"],
    [{ "relay-stack": "a/b/c/d" }, "Relay-Stack"],
    [{ "relay-stack": `${"a".repeat(300)}/b/c` }, "Relay-Stack"],
    [{ "relay-declared-stack": "a/b" }, "Relay-Declared-Stack"],
    [{ "relay-declared-at": "/home/jane/index.ts:42" }, "Relay-Declared-At"],
    [{ "relay-declared-at": "index.ts" }, "Relay-Declared-At"],
    [{ "relay-declared-at": "index.ts%0arelay granted:42" }, "Relay-Declared-At"],
    [{ "relay-declared-at": `${"a".repeat(300)}:42` }, "Relay-Declared-At"],
    [{ "relay-logical-id": "%" }, "Relay-Logical-Id"],
    [{ "relay-logical-id": "" }, "Relay-Logical-Id"],
    [{ "relay-owner-token": "short" }, "Relay-Owner-Token"],
    [{ "relay-owner-token": "has a space in the middle" }, "Relay-Owner-Token"],
    [{ "relay-commit": "two words" }, "Relay-Commit"],
    [{ "relay-adopt-existing": "yes" }, "Relay-Adopt-Existing"],
    [{ "relay-run": "r", "relay-run-started": "-1", "relay-deadline": "2" }, "Relay-Run-Started"],
  ])("%p is refused by name and without its value", (headers, name) => {
    expect(() => readRelayHeaders(headers)).toThrow(name);
    try {
      readRelayHeaders(headers);
    } catch (error) {
      expect((error as Error).message).not.toContain("has a space");
    }
  });
});
