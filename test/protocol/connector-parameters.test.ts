import { SmtpConversation } from "../harness/smtp-conversation";
import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "./relay-fixture";

const SITE = { ...CRM, name: "Site", remoteIpRanges: ["127.0.0.0/24"] } as const;
const SERVER = { ...CRM, remoteIpRanges: ["127.0.0.1"] } as const;

let relay: RelayFixture;

beforeAll(async () => {
  relay = await startFixture({ connectors: [SERVER, SITE], permissions: [RELAY], domains: [CONTOSO] });
});
afterAll(() => relay.stop());

function answerTo(recipient: string, from?: string): Promise<string> {
  return talk(["EHLO crm.contoso.com", "MAIL FROM:<crm@fabrikam.com>", `RCPT TO:<${recipient}>`], from);
}

/** The reply to the last of the commands. */
async function talk(commands: readonly string[], from = "127.0.0.1"): Promise<string> {
  const client = await SmtpConversation.open({ port: relay.port, localAddress: from });
  let answer = await client.reply();
  for (const command of commands) answer = await client.say(command);
  await client.say("QUIT");
  await client.closed();
  return answer;
}

const OUTSIDE = "customer@fabrikam.com";
const RELAYS = "250 2.1.5 Recipient OK";
const REFUSED = "550 5.7.1 Unable to relay";

test("RemoteIPRanges: the smallest range that holds the client chooses the connector", async () => {
  expect(await answerTo(OUTSIDE, "127.0.0.1")).toBe(RELAYS);
  expect(await answerTo(OUTSIDE, "127.0.0.2")).toBe(REFUSED);
  const nobody = await SmtpConversation.open({ port: relay.port, localAddress: "127.0.1.1" });
  expect(await nobody.reply()).toBe("421 4.3.2 Service not available");
  await nobody.closed();
});

test("Enabled: a connector that is off leaves its clients to the next wider one", async () => {
  await relay.configure({
    connectors: [{ ...SERVER, enabled: false }, SITE],
    permissions: [RELAY],
    domains: [CONTOSO],
  });
  expect(await answerTo(OUTSIDE)).toBe(REFUSED);
  await relay.configure({ connectors: [SERVER, SITE], permissions: [RELAY], domains: [CONTOSO] });
  expect(await answerTo(OUTSIDE)).toBe(RELAYS);
});

test("Bindings: a connector answers on its endpoints only", async () => {
  const elsewhere = { ...SERVER, bindings: ["127.0.0.9:PORT"] };
  await relay.configure({ connectors: [elsewhere, SITE], permissions: [RELAY], domains: [CONTOSO] });
  expect(await answerTo(OUTSIDE)).toBe(REFUSED);
  await relay.configure({ connectors: [SERVER, SITE], permissions: [RELAY], domains: [CONTOSO] });
});

test("PermissionGroups: without a group that may submit, an anonymous client is told to authenticate", async () => {
  await relay.configure({ connectors: [{ ...SERVER, permissionGroups: ["ExchangeUsers"] }], domains: [CONTOSO] });
  expect(await talk(["EHLO crm", "MAIL FROM:<crm@fabrikam.com>"])).toBe("530 5.7.1 Client was not authenticated");
});

test.each([
  { mechanisms: ["Tls"], offered: ["STARTTLS"] },
  { mechanisms: ["Tls", "BasicAuth"], offered: ["STARTTLS", "AUTH LOGIN PLAIN"] },
  { mechanisms: ["Tls", "BasicAuth", "BasicAuthRequireTLS"], offered: ["STARTTLS"] },
  { mechanisms: ["BasicAuth"], offered: ["AUTH LOGIN PLAIN"] },
  { mechanisms: ["None"], offered: [] },
])("AuthMechanism: $mechanisms offers $offered before TLS", async ({ mechanisms, offered }) => {
  await relay.configure({ connectors: [{ ...SERVER, authMechanism: mechanisms }], domains: [CONTOSO] });
  const keywords = (await talk(["EHLO crm.contoso.com"])).split("\n").map((line) => line.slice(4));
  expect(keywords.filter((keyword) => /^(STARTTLS|AUTH)/.test(keyword)).sort()).toEqual([...offered].sort());
});

test("AuthMechanism: ExternalAuthoritative makes every client an externally secured server", async () => {
  const secured = { ...SERVER, authMechanism: ["ExternalAuthoritative"], permissionGroups: ["ExchangeServers"] };
  await relay.configure({ connectors: [secured], domains: [CONTOSO] });
  expect(await answerTo(OUTSIDE)).toBe(RELAYS);
});
