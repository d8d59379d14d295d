import { readProxyHeader, type ProxyHeader } from "./proxy-header";

const SIGNATURE = Buffer.from("0d0a0d0a000d0a515549540a", "hex");

function version2(command: number, family: number, body: Buffer): Buffer {
  const fixed = Buffer.from([0x20 | command, family, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([SIGNATURE, fixed, body]);
}

const ADDRESSES_V4 = Buffer.from([192, 168, 2, 55, 10, 0, 0, 5, 0xc7, 0x38, 0, 25]);
const ADDRESSES_V6 = Buffer.concat([
  Buffer.from("20010db8000000000000000000000055", "hex"),
  Buffer.from("20010db8000000000000000000000001", "hex"),
  Buffer.from([0xc7, 0x38, 0, 25]),
]);
const TLV = Buffer.from([0x04, 0x00, 0x03, 1, 2, 3]);

const CRM = { address: "192.168.2.55", port: 51_000 };

interface Row {
  readonly title: string;
  readonly bytes: Buffer;
  readonly expected: "invalid" | { readonly address: string; readonly port: number } | null;
}

const ROWS: readonly Row[] = [
  { title: "v1 TCP4", bytes: text("PROXY TCP4 192.168.2.55 10.0.0.5 51000 25"), expected: CRM },
  {
    title: "v1 TCP6",
    bytes: text("PROXY TCP6 2001:db8::55 2001:db8::1 51000 25"),
    expected: { address: "2001:db8::55", port: 51_000 },
  },
  { title: "v1 UNKNOWN", bytes: text("PROXY UNKNOWN"), expected: null },
  {
    title: "v1 UNKNOWN with addresses that are to be ignored",
    bytes: text("PROXY UNKNOWN 1.2.3.4 5.6.7.8 1 2"),
    expected: null,
  },
  { title: "v1 UNKNOWNX", bytes: text("PROXY UNKNOWNX"), expected: "invalid" },
  { title: "v1 in lower case", bytes: text("proxy TCP4 192.168.2.55 10.0.0.5 51000 25"), expected: "invalid" },
  { title: "v1 with two spaces", bytes: text("PROXY TCP4  192.168.2.55 10.0.0.5 51000 25"), expected: "invalid" },
  { title: "v1 with a word too many", bytes: text("PROXY TCP4 192.168.2.55 10.0.0.5 51000 25 x"), expected: "invalid" },
  {
    title: "v1 TCP4 with an IPv6 source",
    bytes: text("PROXY TCP4 2001:db8::55 10.0.0.5 51000 25"),
    expected: "invalid",
  },
  { title: "v1 with leading zeros", bytes: text("PROXY TCP4 192.168.002.055 10.0.0.5 51000 25"), expected: "invalid" },
  { title: "v1 with a zone", bytes: text("PROXY TCP6 fe80::1%eth0 fe80::2 51000 25"), expected: "invalid" },
  {
    title: "v1 with a port that is too large",
    bytes: text("PROXY TCP4 192.168.2.55 10.0.0.5 65536 25"),
    expected: "invalid",
  },
  {
    title: "v1 with a port that has leading zeros",
    bytes: text("PROXY TCP4 192.168.2.55 10.0.0.5 051000 25"),
    expected: "invalid",
  },
  { title: "v1 UDP4", bytes: text("PROXY UDP4 192.168.2.55 10.0.0.5 51000 25"), expected: "invalid" },
  { title: "v1 ended by a bare LF", bytes: Buffer.from("PROXY UNKNOWN\n"), expected: "invalid" },
  { title: "v1 of 108 bytes", bytes: text(`PROXY UNKNOWN ${"x".repeat(92)}`), expected: "invalid" },
  { title: "v2 PROXY over IPv4", bytes: version2(1, 0x11, ADDRESSES_V4), expected: CRM },
  {
    title: "v2 PROXY over IPv4 with TLVs",
    bytes: version2(1, 0x11, Buffer.concat([ADDRESSES_V4, TLV])),
    expected: CRM,
  },
  {
    title: "v2 PROXY over IPv6",
    bytes: version2(1, 0x21, ADDRESSES_V6),
    expected: { address: "2001:db8:0:0:0:0:0:55", port: 51_000 },
  },
  { title: "v2 LOCAL", bytes: version2(0, 0x00, Buffer.alloc(0)), expected: null },
  { title: "v2 LOCAL, whatever the family says", bytes: version2(0, 0x11, ADDRESSES_V4), expected: null },
  { title: "v2 LOCAL over a UNIX socket", bytes: version2(0, 0x31, Buffer.alloc(216)), expected: null },
  { title: "v2 PROXY with AF_UNSPEC", bytes: version2(1, 0x00, TLV), expected: null },
  { title: "v2 PROXY over UDP", bytes: version2(1, 0x12, ADDRESSES_V4), expected: "invalid" },
  { title: "v2 PROXY over a UNIX socket", bytes: version2(1, 0x31, Buffer.alloc(216)), expected: "invalid" },
  { title: "v2 with an unknown command", bytes: version2(2, 0x11, ADDRESSES_V4), expected: "invalid" },
  {
    title: "v2 shorter than its addresses",
    bytes: version2(1, 0x11, ADDRESSES_V4.subarray(0, 11)),
    expected: "invalid",
  },
  {
    title: "version 3",
    bytes: Buffer.concat([SIGNATURE, Buffer.from([0x31, 0x11, 0, 12]), ADDRESSES_V4]),
    expected: "invalid",
  },
  { title: "SMTP without a header", bytes: text("EHLO crm.contoso.com"), expected: "invalid" },
];

function text(line: string): Buffer {
  return Buffer.from(`${line}\r\n`);
}

function outcome(header: ProxyHeader): Row["expected"] | "more" {
  return header.state === "header" ? header.client : header.state;
}

describe("readProxyHeader", () => {
  test.each(ROWS)("$title", ({ bytes, expected }) => {
    expect(outcome(readProxyHeader(bytes))).toEqual(expected);
  });

  test.each(ROWS)("$title: says the same with SMTP behind it, and its length", ({ bytes, expected }) => {
    const header = readProxyHeader(Buffer.concat([bytes, Buffer.from("EHLO x\r\n")]));
    expect(outcome(header)).toEqual(expected);
    if (header.state === "header") expect(header.length).toBe(bytes.length);
  });

  test.each(ROWS.filter((row) => row.expected !== "invalid"))(
    "$title: asks for more at every shorter length",
    ({ bytes }) => {
      for (let length = 0; length < bytes.length; length++) {
        expect(readProxyHeader(bytes.subarray(0, length)).state).toBe("more");
      }
    },
  );
});
