import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { waitFor } from "../../tools/harness/wait-for";
import { SmtpConversation } from "../harness/smtp-conversation";
import { byEnvironment, type ExampleConfig, ExampleStage, freePorts, write } from "./example-stage";

jest.setTimeout(180_000);

const OUTSIDE = "customer@fabrikam.com";
const INSIDE = "anna@contoso.com";
const ACCEPTED = /^250 2\.6\.0 /;
const NO_RELAY = "550 5.7.1 Unable to relay";
const NO_CONNECTOR = "421 4.3.2 Service not available";
const PASSWORD = "correct horse battery";

interface Mail {
  readonly client: string;
  readonly to: string;
  readonly from?: string;
  readonly answer: string | RegExp;
}

interface ExampleTest {
  readonly name: string;
  /** Name of the configuration value for the port; the example may want more. */
  readonly config: (port: number, others: readonly number[]) => ExampleConfig;
  readonly mails: readonly Mail[];
  /** More to show while it is up. */
  readonly also?: (port: number) => Promise<void>;
}

const onPort = (key: string) => (port: number) => ({ plain: { [key]: port }, env: byEnvironment });

const EXAMPLES: readonly ExampleTest[] = [
  {
    name: "crm-application",
    config: onPort("smtpPort"),
    mails: [
      { client: "192.168.2.56", to: OUTSIDE, answer: ACCEPTED },
      { client: "192.168.2.57", to: OUTSIDE, answer: NO_CONNECTOR },
    ],
  },
  {
    name: "externally-secured",
    config: onPort("smtpPort"),
    mails: [
      { client: "10.20.30.40", from: "boss@contoso.com", to: OUTSIDE, answer: ACCEPTED },
      { client: "10.20.30.41", to: OUTSIDE, answer: NO_CONNECTOR },
    ],
  },
  {
    name: "authenticated-clients",
    config: (port) => ({ plain: { submissionPort: port }, secret: { crmPassword: PASSWORD }, env: byEnvironment }),
    mails: [
      { client: "10.20.0.7", to: OUTSIDE, answer: "530 5.7.1 Client was not authenticated" },
      { client: "10.20.1.7", to: OUTSIDE, answer: NO_CONNECTOR },
    ],
    also: showLogins,
  },
  {
    name: "exchange-2003-dialog",
    config: onPort("smtpPort"),
    mails: [
      { client: "192.168.2.55", to: OUTSIDE, answer: ACCEPTED },
      { client: "192.168.3.63", to: OUTSIDE, answer: ACCEPTED },
      { client: "192.168.2.57", to: OUTSIDE, answer: NO_RELAY },
      { client: "192.168.2.57", to: INSIDE, answer: ACCEPTED },
    ],
  },
  {
    name: "default-connectors",
    config: (port, others) => {
      const [ClientFrontend, OutboundProxyFrontend, Default, ClientProxy] = others;
      const ports = { DefaultFrontend: port, ClientFrontend, OutboundProxyFrontend, Default, ClientProxy };
      return { plain: { placement: { ports, families: "IPv4" } }, env: byEnvironment };
    },
    mails: [
      { client: "198.51.100.7", from: "friend@fabrikam.com", to: INSIDE, answer: ACCEPTED },
      { client: "198.51.100.7", from: "friend@fabrikam.com", to: OUTSIDE, answer: NO_RELAY },
    ],
  },
  {
    name: "sharepoint-crm-website",
    config: onPort("smtpPort"),
    mails: [
      { client: "192.168.2.50", to: INSIDE, answer: ACCEPTED },
      { client: "192.168.2.50", to: OUTSIDE, answer: NO_RELAY },
      { client: "192.168.2.55", to: OUTSIDE, answer: ACCEPTED },
      { client: "192.168.3.10", from: "noreply@contoso.com", to: OUTSIDE, answer: ACCEPTED },
      {
        client: "192.168.3.10",
        from: "boss@contoso.com",
        to: OUTSIDE,
        answer: "550 5.7.1 Anonymous client does not have permissions to send as this sender",
      },
      { client: "192.168.2.51", to: OUTSIDE, answer: NO_CONNECTOR },
    ],
  },
];

let stage: ExampleStage;

beforeAll(async () => {
  stage = await ExampleStage.set(2);
});

afterAll(() => stage.strike());

test.each(EXAMPLES)(
  "$name comes up, sends its allowed mail and not its refused one, shows no drift, and goes away",
  async ({ name, config, mails, also }) => {
    const [port = 0, ...others] = await freePorts(5);
    const example = await stage.example(name, config(port, others));
    try {
      await example.up();
      // At a time: a refusal comes after the tarpit's five seconds.
      const answers = mails.map((mail) => expectAnswer(port, mail));
      await Promise.all([...answers, also?.(port), example.expectNoDrift()]);
    } finally {
      await example.end();
    }
    for (const { client, to } of mails) expect(await write(port, client, to)).toBe("");
  },
);

test("allowed mail went on to the smart host", async () => {
  await waitFor("the CRM's letter", () =>
    stage.smartHost.letters.some(({ recipients }) => recipients.includes(OUTSIDE)),
  );
});

test("many-hosts: each site's application relays over its own host and over no other", async () => {
  const [berlin = 0, madrid = 0] = await freePorts(2);
  const endpoint = (index: number) => stage.hosts[index]?.endpoint;
  const token = stage.hosts[0]?.token ?? "";
  const example = await stage.example("many-hosts", {
    plain: {
      berlinEndpoint: endpoint(0),
      madridEndpoint: endpoint(1),
      berlinSmtpPort: berlin,
      madridSmtpPort: madrid,
    },
    secret: { berlinToken: token, madridToken: token },
  });
  await example.up();
  const [answers] = await Promise.all([
    Promise.all(
      [berlin, madrid].flatMap((port) => ["10.1.0.55", "10.2.0.55"].map((client) => write(port, client, OUTSIDE))),
    ),
    example.expectNoDrift(),
  ]);
  expect(answers).toEqual([
    expect.stringMatching(ACCEPTED),
    NO_CONNECTOR,
    NO_CONNECTOR,
    expect.stringMatching(ACCEPTED),
  ]);
  await example.end();
  expect(await write(madrid, "10.2.0.55", OUTSIDE)).toBe("");
});

test("every example is tried here", () => {
  const folders = readdirSync(join(PROJECT_ROOT, "examples"));
  expect(folders.sort()).toEqual([...EXAMPLES.map(({ name }) => name), "many-hosts"].sort());
});

async function expectAnswer(port: number, { client, to, from, answer }: Mail): Promise<void> {
  const reply = await write(port, client, to, from);
  const wanted: unknown = typeof answer === "string" ? answer : expect.stringMatching(answer);
  expect({ client, to, reply }).toEqual({ client, to, reply: wanted });
}

/** AUTH before STARTTLS is refused; after it the account relays as itself and as nobody else. */
async function showLogins(port: number): Promise<void> {
  const conversation = await SmtpConversation.open({ port, patience: 15_000 });
  try {
    await conversation.writeChunks([`PROXY TCP4 10.20.0.7 127.0.0.1 51000 ${port}\r\n`]);
    await conversation.reply();
    await conversation.say("EHLO crm.contoso.com");
    const login = `AUTH PLAIN ${Buffer.from(`\0crm\0${PASSWORD}`).toString("base64")}`;
    expect(await conversation.say(login)).toMatch(/^538 5\.7\.11 /);
    expect(await conversation.say("STARTTLS")).toMatch(/^220 /);
    await conversation.startTls();
    await conversation.say("EHLO crm.contoso.com");
    expect(await conversation.say(login)).toMatch(/^235 /);
    expect(await conversation.say("MAIL FROM:<boss@contoso.com>")).toMatch(
      /^550 5\.7\.1 Client does not have permissions to send as this sender/,
    );
    expect(await conversation.say("MAIL FROM:<crm@contoso.com>")).toMatch(/^250 /);
    expect(await conversation.say(`RCPT TO:<${OUTSIDE}>`)).toMatch(/^250 /);
    expect(await conversation.say("DATA")).toMatch(/^354 /);
    expect(await conversation.say("From: <crm@contoso.com>\r\n\r\nHello.\r\n.")).toMatch(ACCEPTED);
  } finally {
    conversation.end();
  }
}
