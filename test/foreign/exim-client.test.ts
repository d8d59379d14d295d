import { randomBytes } from "node:crypto";
import { hasExim, startExim, type Exim } from "../../tools/harness/exim";
import { waitFor } from "../../tools/harness/wait-for";
import { reportMissing } from "../harness/missing-programs";
import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "../protocol/relay-fixture";

jest.setTimeout(60_000);

const available = hasExim();
let relay: RelayFixture;
let exim: Exim;

beforeAll(async () => {
  if (!available) {
    reportMissing({
      program: "exim4",
      untested: "mail from Exim, which sends BDAT where CHUNKING is offered",
      install: "as root, on Debian: tools/debian/get-exim.sh",
    });
    return;
  }
  relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
});
afterAll(async () => {
  if (available) await relay.stop();
});
afterEach(() => {
  if (!available) return;
  exim.stop();
  relay.spool.committed.splice(0);
});

const HEADER = "From: crm@fabrikam.com\nTo: customer@fabrikam.com\nSubject: from Exim\n\n";
const LINES = [
  "..starts with two dots",
  ".",
  ". one dot and a space",
  `a long line ${"x".repeat(900)}`,
  "gr\u00fc\u00dfe in UTF-8",
  randomBytes(300).toString("base64"),
  "",
  "the last line",
];

async function deliver(text: string, to: readonly string[] = ["customer@fabrikam.com"]): Promise<string> {
  exim = startExim({ port: relay.port });
  await exim.send(Buffer.from(HEADER + text), { from: "crm@fabrikam.com", to });
  await waitFor(
    "Exim to be done",
    () => / (?:Completed|==|\*\*) /.test(`${exim.log().replaceAll("\n", " ")} `),
    20_000,
  ).catch(() => undefined);
  const [message] = relay.spool.committed;
  if (message === undefined) throw new Error(`nothing came; Exim says:\n${exim.log()}`);
  return message.body;
}

const onTheWire = (text: string) => Buffer.from(text.replaceAll("\n", "\r\n")).toString("latin1");
const bodyOf = (message: string) => message.slice(message.indexOf("\r\n\r\n") + 4);

describe("ChunkingEnabled: Exim, which sends BDAT where CHUNKING is offered", () => {
  test("delivers a small message in one chunk, over TLS, byte for byte", async () => {
    if (!available) return;
    const text = `${LINES.join("\n")}\n`;
    const message = await deliver(text);
    expect(bodyOf(message)).toBe(onTheWire(text));
    expect(exim.log()).toMatch(/=> customer@fabrikam\.com .* X=TLS.* K .*C="250 /);
    expect(relay.spool.committed[0]?.recipients).toEqual([{ address: "customer@fabrikam.com" }]);
  });

  test("delivers a large message in several chunks, byte for byte, to several recipients", async () => {
    if (!available) return;
    const text = `${LINES.join("\n")}\n`.repeat(700);
    const message = await deliver(text, ["customer@fabrikam.com", "second@contoso.com"]);
    expect(bodyOf(message)).toBe(onTheWire(text));
    expect(relay.spool.committed).toHaveLength(1);
    expect(relay.spool.committed[0]?.recipients).toHaveLength(2);
    expect(exim.log()).toMatch(/Completed/);
  });

  test("delivers by DATA where it is not offered, byte for byte", async () => {
    if (!available) return;
    await relay.configure({
      connectors: [{ ...CRM, chunkingEnabled: false, binaryMimeEnabled: false }],
      permissions: [RELAY],
      domains: [CONTOSO],
    });
    const text = `${LINES.join("\n")}\n`;
    expect(bodyOf(await deliver(text))).toBe(onTheWire(text));
    expect(exim.log()).not.toMatch(/ K .*C="250 /);
  });
});
