import { connector, culprits, resource, violationsOf } from "../rule-fixture";

const RULE = "no-plaintext-passwords";
const SEND = { addressSpaces: ["SMTP:*;1"], smartHosts: ["mail.contoso.com:587"], username: "relay" };

test.each([
  [
    "of an account",
    resource("RelayUser", "app", { username: "app", password: "s3cret-words", passwordGiven: "plain" }),
  ],
  [
    "of a send connector",
    resource("SendConnector", "app", {
      ...SEND,
      name: "app",
      requireTls: true,
      smartHostAuthMechanism: "BasicAuthRequireTLS",
      password: "s3cret-words",
      passwordGiven: "plain",
    }),
  ],
])("a password %s that is no secret in the program is seen, and not repeated", async (_title, declared) => {
  const [violation] = await violationsOf(RULE, [declared]);
  expect(violation?.on).toBe("app");
  expect(violation?.says).toContain("is no secret in the program");
  expect(violation?.says).not.toContain("s3cret-words");
});

test("secrets, and accounts without a password, are let be", async () => {
  const secret = resource("RelayUser", "app", { username: "app", password: "s3cret-words", passwordGiven: "secret" });
  expect(await culprits(RULE, [secret, resource("RelayUser", "other", { username: "other" })])).toEqual([]);
});

describe("logins", () => {
  const people = (inputs: object) =>
    connector("people", ["10.0.0.0/8"], { permissionGroups: ["ExchangeUsers"], ...inputs });

  test("in clear are seen", async () => {
    const [violation] = await violationsOf(RULE, [people({ authMechanism: ["Tls", "BasicAuth"] })]);
    expect(violation?.says).toContain("passwords may cross the network in clear");
  });

  test.each([
    [{ authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"] }],
    [{ authMechanism: ["Tls", "BasicAuth"], requireTls: true }],
    [{ authMechanism: ["Tls"] }],
    [{ authMechanism: ["Tls", "BasicAuth"], enabled: false }],
  ])("%j are let be", async (inputs) => {
    expect(await culprits(RULE, [people(inputs)])).toEqual([]);
  });
});

describe("smart hosts", () => {
  const route = (inputs: object) => resource("SendConnector", "out", { name: "out", ...SEND, ...inputs });

  test.each([
    [{ smartHostAuthMechanism: "BasicAuth", requireTls: false }],
    [{ smartHostAuthMechanism: "BasicAuth", requireTls: false, ignoreStartTls: true }],
  ])("that may hear the password in clear are seen: %j", async (inputs) => {
    expect(await culprits(RULE, [route(inputs)])).toEqual(["out"]);
  });

  test.each([
    [{ smartHostAuthMechanism: "BasicAuth", requireTls: true }],
    [{ smartHostAuthMechanism: "BasicAuthRequireTLS", requireTls: true }],
    [{ smartHostAuthMechanism: "None", username: null, requireTls: false }],
  ])("that hear it with TLS only, or not at all, are let be: %j", async (inputs) => {
    expect(await culprits(RULE, [route(inputs)])).toEqual([]);
  });
});

describe("notes", () => {
  test.each([
    ["comment", "login crm, password: Hunter2!"],
    ["reason", "The passwd is x9k2p7qq"],
    ["ticket", "https://crm:x9k2p7@tickets.contoso.com/42"],
    ["owner", "CRM team, token=abc123def456"],
  ])("that read as if they held a password are seen: %s", async (property, text) => {
    const [violation] = await violationsOf(RULE, [connector("crm", ["10.0.0.1"], { [property]: text })]);
    expect(violation?.says).toMatch(new RegExp(`^${property} of ReceiveConnector "crm"`));
    expect(violation?.says).not.toMatch(/Hunter2|x9k2p7|abc123/);
  });

  test.each(["The password is in the vault", "password: see https://vault.contoso.com", "rotate the token: monthly"])(
    "that only speak of one are let be: %s",
    async (comment) => {
      expect(await culprits(RULE, [connector("crm", ["10.0.0.1"], { comment })])).toEqual([]);
    },
  );
});
