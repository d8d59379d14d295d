import { isIP } from "node:net";
import { readProxyHeader, type ProxyHeader } from "../../../relay/session/proxy-header";
import type { FuzzRandom } from "../fuzz-random";
import { must, mustEqual, pureTarget } from "../fuzz-target";

const SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
const ADDRESSES = ["192.0.2.1", "127.0.0.1", "2001:db8::1", "::ffff:192.0.2.1", "fe80::1%lo", "010.0.0.1", "1.2.3", ""];

/** First bytes of a connection from a trusted proxy. What is decided must not change with bytes that come later. */
export const proxyHeader = pureTarget({
  name: "proxy-header",
  seeds: [
    Buffer.from("PROXY TCP4 192.0.2.1 192.0.2.2 1000 25\r\nEHLO x\r\n"),
    Buffer.from("PROXY UNKNOWN\r\n"),
    version2(0x21, 0x11, Buffer.from("c0000201c000020203e80019", "hex")),
    version2(0x20, 0x00, Buffer.alloc(0)),
    version2(0x21, 0x21, Buffer.alloc(36, 1)),
  ],
  words: ["PROXY ", "TCP4", "TCP6", "UNKNOWN", SIGNATURE, "\r\n", "65535", "65536", ...ADDRESSES],
  make: (random) => (random.oneIn(2) ? randomVersion1(random) : randomVersion2(random)),
  run: (input) => {
    const whole = readProxyHeader(input);
    judge(whole, input);
    for (const cut of [1, 5, 12, 13, 16, 28, 52, input.length - 1]) {
      if (cut > 0 && cut < input.length) judgePart(readProxyHeader(input.subarray(0, cut)), whole, cut);
    }
    return whole.state === "header" ? `${whole.client === null}` : whole.state === "more" ? "more" : whole.problem;
  },
});

function judge(header: ProxyHeader, input: Buffer): void {
  if (header.state === "more") return must(input.length < 16 + 65_536, "a header has no end");
  if (header.state === "invalid") return;
  must(header.length <= input.length, "a header is longer than what came", header);
  if (header.client === null) return;
  must(isIP(header.client.address) !== 0, "the client is no address", header);
  must(
    Number.isInteger(header.client.port) && header.client.port >= 0 && header.client.port < 65_536,
    "no port",
    header,
  );
  if (input.subarray(0, 6).toString("latin1") === "PROXY ")
    judgeVersion1(header.client, input.subarray(0, header.length));
}

/** The line once more, by one pattern alone. */
function judgeVersion1(client: { readonly address: string; readonly port: number }, line: Buffer): void {
  const [, source, port] =
    /^PROXY TCP[46] ([\da-fA-F:.]+) [\da-fA-F:.]+ (\d{1,5}) \d{1,5}\r\n$/.exec(line.toString("latin1")) ?? [];
  mustEqual([client.address, client.port], [source, Number(port)], "the line says another client");
}

function judgePart(part: ProxyHeader, whole: ProxyHeader, cut: number): void {
  if (part.state === "more")
    return must(whole.state !== "header" || whole.length > cut, "a whole header was not seen", cut);
  mustEqual(part, whole, "later bytes change what was decided");
}

function randomVersion1(random: FuzzRandom): Buffer {
  const address = () => random.pick(ADDRESSES);
  const port = () => random.pick(["0", "25", "65535", "65536", "025", "-1", "", "99999999"]);
  const words = [random.pick(["TCP4", "TCP6", "UNKNOWN", "tcp4", "TCP5", ""]), address(), address(), port(), port()];
  const gap = random.pick([" ", " ", " ", "  ", "\t"]);
  const end = random.pick(["\r\n", "\r\n", "\n", "\r", ""]);
  return Buffer.from(`PROXY ${words.slice(0, random.between(1, 6)).join(gap)}${end}${random.pick(["", "EHLO x\r\n"])}`);
}

function randomVersion2(random: FuzzRandom): Buffer {
  const command = random.pick([0x20, 0x21, 0x21, 0x22, 0x11, random.below(256)]);
  const family = random.pick([0x00, 0x11, 0x11, 0x12, 0x21, 0x22, 0x31, random.below(256)]);
  const body = random.bytes(random.pick([0, 11, 12, 35, 36, 40, 216]));
  return Buffer.concat([version2(command, family, body), random.bytes(random.count(5))]);
}

function version2(command: number, family: number, body: Buffer): Buffer {
  const head = Buffer.concat([Buffer.from(SIGNATURE, "latin1"), Buffer.from([command, family, 0, 0])]);
  head.writeUInt16BE(body.length, 14);
  return Buffer.concat([head, body]);
}
