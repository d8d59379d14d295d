import { waitFor } from "../../tools/harness/wait-for";
import { SmtpConversation } from "../harness/smtp-conversation";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "./relay-fixture";

const SIGNATURE = Buffer.from("0d0a0d0a000d0a515549540a", "hex");

function version2(command: number, family: number, body: Buffer): Buffer {
  return Buffer.concat([SIGNATURE, Buffer.from([0x20 | command, family, 0, body.length]), body]);
}

const v4 = (...source: number[]) => Buffer.from([...source, 10, 0, 0, 5, 0xc7, 0x38, 0, 25]);
const v6 = (source: string) =>
  Buffer.concat([Buffer.from(source, "hex"), Buffer.alloc(15), Buffer.from([1, 0xc7, 0x38, 0, 25])]);
const line = (text: string) => Buffer.from(`PROXY ${text}\r\n`);

const CONNECTORS = [
  {
    ...CRM,
    name: "CRM Application",
    bindings: ["0.0.0.0:PORT"],
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
    fqdn: "crm.relay",
  },
  { ...CRM, name: "Six", bindings: ["[::]:PORT"], remoteIpRanges: ["2001:db8::/32"], fqdn: "six.relay" },
  { ...CRM, name: "Proxies", bindings: ["0.0.0.0:PORT"], remoteIpRanges: ["127.0.0.1"], fqdn: "proxy.relay" },
  { ...CRM, name: "Loopback", bindings: ["0.0.0.0:PORT"], remoteIpRanges: ["127.0.0.0/8"], fqdn: "plain.relay" },
];

const CLOSED = "";

describe("TrustedProxies: connections from one of them", () => {
  let relay: RelayFixture;

  beforeAll(async () => {
    const transport = { trustedProxies: ["127.0.0.1"] };
    relay = await startFixture({ connectors: CONNECTORS, domains: [CONTOSO], transport }, { proxyHeaderTimeout: 500 });
  });
  afterAll(() => relay.stop());

  const ROWS = [
    { title: "v1 TCP4", header: line("TCP4 192.168.2.55 10.0.0.5 51000 25"), expected: /^220 crm\.relay / },
    {
      title: "v1 TCP4 of a client that no connector serves",
      header: line("TCP4 192.168.2.57 10.0.0.5 51000 25"),
      expected: /^421 4\.3\.2 /,
    },
    { title: "v1 TCP6", header: line("TCP6 2001:db8::55 2001:db8::1 51000 25"), expected: /^220 six\.relay / },
    {
      title: "v1 TCP6 with a mapped source",
      header: line("TCP6 ::ffff:192.168.2.55 ::1 51000 25"),
      expected: /^220 crm\.relay /,
    },
    { title: "v1 UNKNOWN", header: line("UNKNOWN"), expected: /^220 proxy\.relay / },
    { title: "v1 of the unspecified address", header: line("TCP4 0.0.0.0 10.0.0.5 51000 25"), expected: CLOSED },
    { title: "v1 of a multicast address", header: line("TCP4 224.0.0.1 10.0.0.5 51000 25"), expected: CLOSED },
    { title: "v1 with leading zeros", header: line("TCP4 192.168.2.055 10.0.0.5 51000 25"), expected: CLOSED },
    { title: "v2 PROXY over IPv4", header: version2(1, 0x11, v4(192, 168, 2, 56)), expected: /^220 crm\.relay / },
    {
      title: "v2 PROXY over IPv4 with a TLV",
      header: version2(1, 0x11, Buffer.concat([v4(192, 168, 2, 56), Buffer.from([4, 0, 1, 9])])),
      expected: /^220 crm\.relay /,
    },
    {
      title: "v2 PROXY over IPv6",
      header: version2(1, 0x21, v6("20010db8000000000000000000000055")),
      expected: /^220 six\.relay /,
    },
    {
      title: "v2 PROXY over IPv6 with a mapped source",
      header: version2(1, 0x21, v6("00000000000000000000ffffc0a80237")),
      expected: /^220 crm\.relay /,
    },
    { title: "v2 PROXY from the unspecified address", header: version2(1, 0x21, v6("0".repeat(32))), expected: CLOSED },
    {
      title: "v2 PROXY from a multicast address",
      header: version2(1, 0x21, v6(`ff02${"0".repeat(27)}1`)),
      expected: CLOSED,
    },
    {
      title: "v2 LOCAL, whatever its family",
      header: version2(0, 0x11, v4(192, 168, 2, 55)),
      expected: /^220 proxy\.relay /,
    },
    { title: "v2 with AF_UNSPEC", header: version2(1, 0, Buffer.alloc(0)), expected: /^220 proxy\.relay / },
    { title: "v2 over UDP", header: version2(1, 0x12, v4(192, 168, 2, 55)), expected: CLOSED },
    { title: "v2 over a UNIX socket", header: version2(1, 0x31, Buffer.alloc(216)), expected: CLOSED },
    { title: "no header", header: Buffer.from("EHLO crm\r\n"), expected: CLOSED },
    { title: "a TLS handshake", header: Buffer.from("1603010200", "hex"), expected: CLOSED },
  ];

  test.each(ROWS)("$title", async ({ header, expected }) => {
    const client = await SmtpConversation.open({ port: relay.port });
    client.write(header);
    expect(await client.reply()).toEqual(expected === CLOSED ? CLOSED : expect.stringMatching(expected));
    client.end();
  });

  test.each(ROWS.filter(({ header }) => header.length < 80))(
    "$title, at every chunking",
    async ({ header, expected }) => {
      for (let cut = 1; cut < header.length; cut++) {
        const client = await SmtpConversation.open({ port: relay.port });
        await client.writeChunks([header.subarray(0, cut), header.subarray(cut)]);
        expect(await client.reply()).toEqual(expected === CLOSED ? CLOSED : expect.stringMatching(expected));
        client.end();
      }
    },
  );

  test("that send SMTP right behind the header lose none of it", async () => {
    const client = await SmtpConversation.open({ port: relay.port });
    client.write(Buffer.concat([line("TCP4 192.168.2.55 10.0.0.5 51000 25"), Buffer.from("EHLO crm\r\nNOOP\r\n")]));
    expect(await client.reply()).toMatch(/^220 crm/);
    expect(await client.reply()).toMatch(/^250-crm\.relay Hello \[192\.168\.2\.55\]/);
    expect(await client.reply()).toBe("250 2.0.0 OK");
    client.end();
  });

  test("are closed without a greeting when no header comes in time", async () => {
    const client = await SmtpConversation.open({ port: relay.port });
    const began = Date.now();
    expect(await client.reply()).toBe("");
    expect(Date.now() - began).toBeGreaterThan(400);
    expect(relay.logged.at(-1)).toMatchObject({
      message: "a PROXY header was refused",
      fields: { problem: "no header came in time" },
    });
  });

  test("that go before their header leave nothing behind", async () => {
    const before = relay.service.stats().refused;
    const client = await SmtpConversation.open({ port: relay.port });
    client.write("PROXY TCP4 192");
    client.end();
    await waitFor("the connection to be given up", () => relay.service.stats().refused > before);
  });

  test("a header from anybody else is garbage", async () => {
    const client = await SmtpConversation.open({ port: relay.port, localAddress: "127.0.0.2" });
    client.write(line("TCP4 192.168.2.55 10.0.0.5 51000 25"));
    expect(await client.reply()).toMatch(/^220 plain\.relay /);
    expect(await client.reply()).toBe("500 5.5.1 Command not recognized");
    client.end();
  });

  test("message and log name the client, not the proxy", async () => {
    const client = await SmtpConversation.open({ port: relay.port });
    client.write(line("TCP4 192.168.2.55 10.0.0.5 51000 25"));
    await client.reply();
    for (const command of ["EHLO crm", "MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@contoso.com>", "DATA"])
      await client.say(command);
    expect(await client.say("\r\nx\r\n.")).toMatch(/^250/);
    expect(relay.spool.committed.at(-1)?.origin.clientAddress).toBe("192.168.2.55");
    expect(relay.spool.committed.at(-1)?.body).toMatch(/^Received: from crm \(\[192\.168\.2\.55\]\)/);
    client.end();
  });
});

test("the host's own list narrows the trusted proxies and never widens them", async () => {
  const transport = { trustedProxies: ["127.0.0.0/30"] };
  const relay = await startFixture(
    { connectors: CONNECTORS, transport },
    { proxiesNarrowedTo: ["127.0.0.2/31"], proxyHeaderTimeout: 200 },
  );
  const greetingFrom = async (localAddress: string) =>
    (await SmtpConversation.open({ port: relay.port, localAddress })).reply();
  expect(await greetingFrom("127.0.0.1")).toMatch(/^220 proxy\.relay /);
  expect(await greetingFrom("127.0.0.2")).toBe("");
  expect(await greetingFrom("127.0.0.5")).toMatch(/^220 plain\.relay /);
  await relay.stop();
});
