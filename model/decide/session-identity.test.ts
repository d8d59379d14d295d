import { snapshotOf, type StateFixture } from "../snapshot-fixture";
import { accountLogin } from "./account-login";
import { accountIdentity, identityNow } from "./session-identity";
import type { SessionIdentity } from "./session-policy";

const CRM = { username: "CRM", groups: ["Apps"], allowedSenders: ["Crm@contoso.com"] };

const usersOf = (users: StateFixture["relayUsers"]) =>
  snapshotOf({ relayUsers: users ?? [], relayGroups: [{ name: "Apps" }, { name: "Other" }] }).users;

function loggedIn(): SessionIdentity {
  const user = usersOf([CRM]).byName("crm");
  if (user === undefined) throw new Error("the fixture has no such account");
  return accountIdentity(accountLogin(user));
}

describe("who an account is", () => {
  test("itself, its groups and Authenticated Users, with senders that compare without case", () => {
    expect(loggedIn()).toMatchObject({
      name: "CRM",
      principals: ["NT AUTHORITY\\Authenticated Users", "CRM", "Apps"],
      allowedSenders: new Set(["crm@contoso.com"]),
      userId: "user-0",
    });
  });

  test("is what it is today: groups and senders change with it", () => {
    const today = usersOf([{ ...CRM, username: "crm", groups: ["other"], allowedSenders: [] }]);
    expect(identityNow(today, loggedIn())).toMatchObject({
      principals: ["NT AUTHORITY\\Authenticated Users", "crm", "Other"],
      allowedSenders: new Set(),
    });
  });

  test("keeps how it logged in", () => {
    const identity = { ...loggedIn(), authMechanism: "certificate" } as const;
    expect(identityNow(usersOf([CRM]), identity)).toEqual(identity);
  });

  test.each<[string, StateFixture["relayUsers"]]>([
    ["disabled", [{ ...CRM, enabled: false }]],
    ["taken away", []],
    ["renamed", [{ ...CRM, username: "erp" }]],
    ["replaced by another of its name", [{ username: "first" }, CRM]],
  ])("is nobody once it is %s", (_, users) => {
    expect(identityNow(usersOf(users), loggedIn())).toBeUndefined();
  });

  test("an account of the directory is one until an account here takes its name", () => {
    const login = { outcome: "good", account: "jane", groups: [], allowedSenders: new Set<string>() } as const;
    const jane = accountIdentity(login);
    expect(identityNow(usersOf([CRM]), jane)).toBe(jane);
    expect(identityNow(usersOf([{ username: "Jane" }]), jane)).toBeUndefined();
  });
});
