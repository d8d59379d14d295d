import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createTransport } from "nodemailer";
import { ControlCalls, type ShownObject } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { hasProgram } from "../harness/missing-programs";
import { hasSlapd, SERVICE, type Slapd, startSlapd } from "../harness/slapd";
import { SmtpConversation } from "../harness/smtp-conversation";

const run = promisify(execFile);

const LDIF = `dn: uid=jane,dc=example,dc=com
objectClass: inetOrgPerson
cn: jane
sn: doe
uid: jane
userPassword: jane-secret
mail: jane@contoso.com

dn: cn=applications,dc=example,dc=com
objectClass: groupOfNames
cn: applications
member: uid=jane,dc=example,dc=com
`;

const PASSWORD = "correct horse ü";
const SUCCEEDED = "235 2.7.0 Authentication Succeeded";
const FAILED = "535 5.7.3 Authentication unsuccessful";
const NOT_NOW = "454 4.7.0 Temporary authentication failure";

const PYTHON = `
import smtplib, ssl, sys
port, user, password = int(sys.argv[1]), sys.argv[2], sys.argv[3]
client = smtplib.SMTP("127.0.0.1", port, local_hostname="crm.contoso.com", timeout=20)
client.starttls(context=ssl._create_unverified_context())
client.login(user, password)
print("refused", client.sendmail("crm@contoso.com", ["b@fabrikam.com"], b"From: crm@contoso.com\\r\\n\\r\\nx\\r\\n"))
client.quit()
`;

describe("accounts of a running host", () => {
  const slapdIsThere = hasSlapd();
  let dataDir: string;
  let port: number;
  let host: RelayHost;
  let calls: ControlCalls;
  let slapd: Slapd | undefined;
  let crm: ShownObject;
  let connector: ShownObject;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "relay-accounts-"));
    port = await freePort();
    slapd = slapdIsThere ? await startSlapd(LDIF) : undefined;
    const token = "accounts-tests-admin-token";
    const env = { RELAY_LDAP_SERVICE_PASSWORD: SERVICE.password };
    host = await startRelayHost({ dataDir, token, flags: directoryFlags(slapd), env: slapd ? env : {} });
    calls = new ControlCalls(host);
    await calls.create("AcceptedDomain", { domainName: "contoso.com" });
    await calls.create("RelayGroup", { name: "Applications" });
    connector = await calls.create("ReceiveConnector", {
      name: "Accounts",
      bindings: [`127.0.0.1:${port}`],
      remoteIpRanges: ["127.0.0.0/8"],
      permissionGroups: ["ExchangeUsers"],
      authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
      maxLogonFailures: 0,
      maxProtocolErrors: "unlimited",
      tarpitInterval: "00:00:00",
      authTarpitInterval: "00:00:00",
    });
    crm = await createUser({ username: "CRM", groups: ["applications"], allowedSenders: ["crm@contoso.com"] });
  });
  afterAll(async () => {
    await host?.kill();
    await slapd?.remove();
    rmSync(dataDir, { recursive: true });
  });

  const createUser = async (settings: object, password = PASSWORD): Promise<ShownObject> => {
    const { body } = await calls.call("POST", "/v1/relay-users", { settings, secrets: { password } });
    return body as ShownObject;
  };

  /** A conversation with TLS up and EHLO said. */
  const secured = async (): Promise<SmtpConversation> => {
    const client = await SmtpConversation.open({ port });
    await client.reply();
    await client.say("EHLO crm.contoso.com");
    await client.say("STARTTLS");
    await client.startTls();
    await client.say("EHLO crm.contoso.com");
    return client;
  };
  const plain = (user: string, password: string) =>
    `AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString("base64")}`;
  const login = async (user: string, password: string): Promise<string> => {
    const client = await secured();
    const reply = await client.say(plain(user, password));
    client.end();
    return reply;
  };

  const swaks = hasProgram({ program: "swaks", untested: "AUTH with swaks", install: "apt-get install swaks" });
  const python = hasProgram({ program: "python3", untested: "AUTH with smtplib", install: "apt-get install python3" });

  test.each(["PLAIN", "LOGIN"])("swaks logs in with %s and sends", async (mechanism) => {
    if (!swaks) return;
    const letter = ["--from", "crm@contoso.com", "--to", "b@fabrikam.com", "--ehlo", "crm.contoso.com", "-tls"];
    const auth = ["--auth", mechanism, "--auth-user", "crm", "--auth-password"];
    const server = ["--server", `127.0.0.1:${port}`];
    const { stdout } = await run("swaks", [...server, ...letter, ...auth, PASSWORD]);
    expect(stdout).toContain(SUCCEEDED);
    expect(stdout).toMatch(/250 2\.6\.0 /);
    const refused = run("swaks", [...server, ...letter, ...auth, "wrong"]);
    await expect(refused).rejects.toHaveProperty("stdout", expect.stringContaining(FAILED));
  });

  test("Username: Python's smtplib logs in by it and sends", async () => {
    if (!python) return;
    // Python's own SASL code takes ASCII passwords only.
    await createUser({ username: "python", allowedSenders: ["crm@contoso.com"] }, "python-secret");
    const { stdout } = await run("python3", ["-c", PYTHON, String(port), "python", "python-secret"]);
    expect(stdout).toContain("refused {}");
    const refused = run("python3", ["-c", PYTHON, String(port), "python", "wrong"]);
    await expect(refused).rejects.toHaveProperty("stderr", expect.stringContaining("535, b'5.7.3"));
  });

  test.each(["PLAIN", "LOGIN"])("nodemailer logs in with %s over STARTTLS and sends", async (authMethod) => {
    const transport = (pass: string) =>
      createTransport({
        host: "127.0.0.1",
        port,
        requireTLS: true,
        tls: { rejectUnauthorized: false },
        authMethod,
        auth: { user: "crm", pass },
      });
    const letter = { from: "crm@contoso.com", to: "b@fabrikam.com", subject: "x", text: "x" };
    const { response } = await transport(PASSWORD).sendMail(letter);
    expect(response).toMatch(/^250 2\.6\.0 /);
    await expect(transport("wrong").sendMail(letter)).rejects.toMatchObject({ code: "EAUTH", responseCode: 535 });
  });

  test("no password goes over a connection without TLS", async () => {
    const client = await SmtpConversation.open({ port });
    await client.reply();
    expect(await client.say("EHLO crm.contoso.com")).not.toContain("AUTH");
    expect(await client.say(plain("crm", PASSWORD))).toMatch(/^538 5\.7\.11 /);
    client.end();
  });

  test("a new password is good at once, and the former one only as long as passwordOverlap says", async () => {
    const user = await createUser({ username: "rotating" }, "first-secret");
    expect(await login("rotating", "first-secret")).toBe(SUCCEEDED);
    await calls.change("RelayUser", user.id, { passwordOverlap: "00:10:00" }, { password: "second-secret" });
    expect(await login("rotating", "second-secret")).toBe(SUCCEEDED);
    expect(await login("rotating", "first-secret")).toBe(SUCCEEDED);
    await calls.change("RelayUser", user.id, { passwordOverlap: "00:00:00" });
    expect(await login("rotating", "first-secret")).toBe(FAILED);
    expect(await login("rotating", "second-secret")).toBe(SUCCEEDED);
    await calls.change("RelayUser", user.id, {}, { password: "third-secret" });
    expect(await login("rotating", "second-secret")).toBe(FAILED);
  });

  test("Enabled: a disabled account cannot log in, and one that is logged in submits no more", async () => {
    const settings = { username: "leaver", allowedSenders: ["leaver@contoso.com"] };
    const user = await createUser(settings, "leaver-secret");
    const client = await secured();
    expect(await client.say(plain("leaver", "leaver-secret"))).toBe(SUCCEEDED);
    expect(await client.say("MAIL FROM:<leaver@contoso.com>")).toMatch(/^250 /);
    await client.say("RSET");
    await calls.change("RelayUser", user.id, { allowedSenders: [] });
    expect(await client.say("MAIL FROM:<leaver@contoso.com>")).toMatch(/^550 5\.7\.1 Client does not have permissions/);
    await calls.change("RelayUser", user.id, { enabled: false });
    expect(await client.say("MAIL FROM:<>")).toBe("530 5.7.1 Client was not authenticated");
    client.end();
    expect(await login("leaver", "leaver-secret")).toBe(FAILED);
  });

  test("good credentials without Submit are answered like bad ones, and a deny to a group wins", async () => {
    const entry = await calls.create("ConnectorPermission", {
      connector: connector.id,
      principal: "Applications",
      access: "Deny",
      extendedRights: ["ms-Exch-SMTP-Submit"],
    });
    expect(await login("crm", PASSWORD)).toBe(FAILED);
    await calls.remove("ConnectorPermission", entry.id);
    expect(await login("crm", PASSWORD)).toBe(SUCCEEDED);
  });

  test("an entry for a name that nobody declared is refused", async () => {
    const principal = { connector: connector.id, principal: "svc-nobody", access: "Allow" };
    const entry = { ...principal, extendedRights: ["ms-Exch-SMTP-Accept-Any-Sender"] };
    await expect(calls.create("ConnectorPermission", entry)).rejects.toThrow("RELAY_PRINCIPAL_UNKNOWN");
  });

  test("the right of one account or group is that account's or group's", async () => {
    const sender = "MAIL FROM:<other@fabrikam.com>";
    const client = await secured();
    await client.say(plain("crm", PASSWORD));
    expect(await client.say(sender)).toMatch(/^550 5\.7\.1 /);
    client.end();
    for (const principal of ["crm", "APPLICATIONS"]) {
      const entry = await calls.create("ConnectorPermission", {
        connector: connector.id,
        principal,
        access: "Allow",
        extendedRights: ["ms-Exch-SMTP-Accept-Any-Sender"],
      });
      const allowed = await secured();
      await allowed.say(plain("crm", PASSWORD));
      expect(await allowed.say(sender)).toMatch(/^250 /);
      allowed.end();
      await calls.remove("ConnectorPermission", entry.id);
    }
  });

  test("explain knows an account, its groups and its senders, and that others cannot log in", async () => {
    const question = { from: "127.0.0.1", to: `127.0.0.1:${port}`, tls: true, rcptTo: "b@fabrikam.com" };
    const ask = async (user: string, mailFrom: string) => {
      const { body } = await calls.call("POST", "/v1/explain", { ...question, user, mailFrom });
      return (body as { readonly verdict: { readonly step: string; readonly replyLine: string } }).verdict;
    };
    expect(await ask("crm", "crm@contoso.com")).toMatchObject({ step: "rcpt", replyLine: "250 2.1.5 Recipient OK" });
    expect(await ask("crm", "boss@contoso.com")).toMatchObject({ step: "mail" });
    expect(await ask("nobody", "crm@contoso.com")).toMatchObject({ step: "credentials", replyLine: FAILED });
  });

  test("nothing that was written holds a password", () => {
    expect(host.log()).not.toContain("horse");
    expect(JSON.stringify(crm)).not.toMatch(/horse|argon2/);
  });

  test("an account of the directory logs in with its own senders and groups, until one here takes its name", async () => {
    if (slapd === undefined) return;
    const client = await secured();
    expect(await client.say(plain("Jane", "jane-secret"))).toBe(SUCCEEDED);
    expect(await client.say("MAIL FROM:<boss@contoso.com>")).toMatch(/^550 5\.7\.1 /);
    expect(await client.say("MAIL FROM:<jane@contoso.com>")).toMatch(/^250 /);
    await client.say("RSET");
    for (const [user, password] of [
      ["jane", "wrong"],
      ["jane", ""],
      ["*)(uid=*", "jane-secret"],
      ["applications", "jane-secret"],
    ] as const) {
      expect([user, await login(user, password)]).toEqual([user, FAILED]);
    }
    const deny = { connector: connector.id, principal: "Applications", access: "Deny" };
    const entry = await calls.create("ConnectorPermission", { ...deny, extendedRights: ["ms-Exch-SMTP-Submit"] });
    expect(await login("jane", "jane-secret")).toBe(FAILED);
    await calls.remove("ConnectorPermission", entry.id);
    await createUser({ username: "jane" }, "another-secret");
    expect(await client.say("MAIL FROM:<>")).toBe("530 5.7.1 Client was not authenticated");
    client.end();
    expect(await login("jane", "jane-secret")).toBe(FAILED);
    expect(await login("jane", "another-secret")).toBe(SUCCEEDED);
  });

  test("while the directory is away its accounts are told to try again, and those here log in", async () => {
    if (slapd === undefined) return;
    await slapd.stop();
    expect(await login("somebody", "secret")).toBe(NOT_NOW);
    expect(await login("crm", PASSWORD)).toBe(SUCCEEDED);
    await slapd.start();
    await waitFor("the directory is asked again", async () => (await login("somebody", "secret")) === FAILED);
  });
});

function directoryFlags(slapd: Slapd | undefined): readonly string[] {
  if (slapd === undefined) return [];
  return [
    ...["--ldap-url", `ldap://${slapd.host}:${slapd.port}`, "--ldap-ca", slapd.caFile],
    ...["--ldap-search-base", "dc=example,dc=com", "--ldap-service-dn", SERVICE.dn],
    ...["--ldap-group-base", "dc=example,dc=com"],
  ];
}
