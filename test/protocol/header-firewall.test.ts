import type { CredentialsOutcome } from "../../model";
import { SmtpConversation } from "../harness/smtp-conversation";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "./relay-fixture";

const CLASSES = {
  Routing: [
    "Received: from a by b; Tue, 24 Nov 2026 12:00:00 +0000",
    "Resent-Date: Tue, 24 Nov 2026 12:00:00 +0000",
    "Resent-From: a@fabrikam.com",
    "Resent-Sender: a@fabrikam.com",
    "Resent-To: b@contoso.com",
    "Resent-Cc: b@contoso.com",
    "Resent-Bcc: b@contoso.com",
    "Resent-Message-ID: <1@fabrikam.com>",
    "Resent-Reply-To: a@fabrikam.com",
  ],
  Organization: [
    "X-MS-Exchange-Organization-AuthAs: Internal",
    "X-MS-Exchange-Organization-AuthSource: relay.contoso.com",
    "X-MS-Exchange-Organization-SCL: -1",
    "X-MS-Exchange-Organization-Unheard-Of: x",
  ],
  Forest: ["X-MS-Exchange-Forest-RulesExecuted: x", "X-MS-Exchange-Forest-Unheard-Of: x"],
} as const;
type HeaderClass = keyof typeof CLASSES;
const ALL = Object.keys(CLASSES) as HeaderClass[];

/** Names that only look like those of a class. */
const INNOCENT = [
  "X-Received: x",
  "Resent: x",
  "Resent-Datee: x",
  "X-Resent-From: x",
  "X-MS-Exchange-Organisation-AuthAs: x",
  "X-MS-Exchange-OrganizationX: x",
  "X-MS-Exchange-CrossTenant-Id: x",
  "Subject: Received: x",
];

const TWISTS: readonly (readonly [title: string, twist: (field: string) => string])[] = [
  ["as they are", (field) => field],
  ["in capitals", (field) => field.replace(/^[^:]+/, (name) => name.toUpperCase())],
  ["in small letters", (field) => field.replace(/^[^:]+/, (name) => name.toLowerCase())],
  ["folded", (field) => field.replace(": ", ":\r\n\t").replace(/(\S)$/, "$1\r\n more\r\n\tand more")],
  ["with white space before the colon", (field) => field.replace(":", " \t:")],
  ["without a value", (field) => field.replace(/:.*/, ":")],
];

const SUBSETS = ALL.reduce<HeaderClass[][]>((sets, name) => [...sets, ...sets.map((set) => [...set, name])], [[]]);
const addressOf = (kept: readonly HeaderClass[]) =>
  `127.0.4.${SUBSETS.findIndex((set) => set.join() === kept.join()) + 1}`;
const nameOf = (kept: readonly HeaderClass[]) => kept.join(" and ") || "none";

const grant = (connector: string, extendedRights: readonly string[]) => ({
  connector,
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  access: "Allow",
  extendedRights,
});
const SENDING = ["ms-Exch-SMTP-Submit", "ms-Exch-SMTP-Accept-Any-Sender"];

describe("the header firewall", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    relay = await startFixture({
      connectors: SUBSETS.map((kept) => ({
        ...CRM,
        name: nameOf(kept),
        remoteIpRanges: [addressOf(kept)],
        permissionGroups: ["None"],
        maxLocalHopCount: 0,
      })),
      permissions: SUBSETS.map((kept) =>
        grant(nameOf(kept), [...SENDING, ...kept.map((name) => `ms-Exch-Accept-Headers-${name}`)]),
      ),
      domains: [CONTOSO],
    });
  });
  afterAll(() => relay.stop());

  async function received(kept: readonly HeaderClass[], fields: readonly string[]): Promise<string> {
    const client = await SmtpConversation.open({ port: relay.port, localAddress: addressOf(kept) });
    await client.reply();
    for (const command of ["EHLO x", "MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@contoso.com>", "DATA"])
      await client.say(command);
    expect(await client.say(`${fields.join("\r\n")}\r\n\r\nReceived: in the body\r\n.`)).toMatch(/^250/);
    client.end();
    return relay.spool.committed.at(-1)?.body ?? "";
  }

  describe.each(TWISTS)("with fields %s", (_title, twist) => {
    test.each(SUBSETS.map((kept) => [nameOf(kept), kept] as const))("and the right for %s", async (_name, kept) => {
      const fields = ALL.flatMap((name) => CLASSES[name].map((field) => ({ name, text: twist(field) })));
      // Every field of a class stands between two others, so that a wrong cut shows.
      const sent = fields.flatMap(({ text }, index) => [`X-Before-${index}: 1`, text]);
      const body = await received(kept, [...sent, ...INNOCENT, "From: a@fabrikam.com"]);
      const expected = fields.flatMap(({ name, text }, index) => [
        `X-Before-${index}: 1`,
        ...(kept.includes(name) ? [text] : []),
      ]);
      expect(
        body.endsWith(
          `${[...expected, ...INNOCENT, "From: a@fabrikam.com"].join("\r\n")}\r\n\r\nReceived: in the body\r\n`,
        ),
      ).toBe(true);
      // The host's own trace is there whatever was taken out.
      expect(body).toMatch(/^Received: from x \(\[127\.0\.4\.\d+\]\)\r\n\tby relay\.contoso\.com /);
    });
  });

  test("adds no stamp of Exchange's to any message", async () => {
    expect(await received([], ["From: a@fabrikam.com"])).not.toMatch(/^X-/im);
  });
});

describe("who a message is from, as the queue keeps it", () => {
  const verifyCredentials = async (): Promise<CredentialsOutcome> => ({
    outcome: "good",
    account: "crm",
    groups: [],
    allowedSenders: new Set(["fabrikam.com"]),
  });

  test.each([
    ["anonymous", { authMechanism: ["Tls"], permissionGroups: ["AnonymousUsers"] }, "Anonymous", "none"],
    [
      "authenticated",
      { authMechanism: ["Tls", "BasicAuth"], permissionGroups: ["ExchangeUsers"] },
      "Internal",
      "basic",
    ],
    [
      "externally secured",
      { authMechanism: ["ExternalAuthoritative"], permissionGroups: ["ExchangeServers"] },
      "Internal",
      "externally-secured",
    ],
  ])("%s", async (kind, connector, authAs, authMechanism) => {
    const relay = await startFixture(
      { connectors: [{ ...CRM, ...connector }], domains: [CONTOSO] },
      { verifyCredentials },
    );
    const client = await relay.hello();
    if (kind === "authenticated") await client.say("AUTH PLAIN AGNybQBzZWNyZXQ=");
    for (const command of ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@contoso.com>", "DATA"]) await client.say(command);
    expect(await client.say("From: a@fabrikam.com\r\n\r\nx\r\n.")).toMatch(/^250/);
    expect(relay.spool.committed[0]?.origin).toMatchObject({ authAs, authMechanism });
    client.end();
    await relay.stop();
  });
});
