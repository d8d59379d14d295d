import type { FuzzRandom } from "../fuzz-random";

/** Parts of addresses, plain ones and all that has ever fooled a relay. */
export const DOMAINS: readonly string[] = [
  "contoso.com",
  "CONTOSO.COM",
  "contoso.com.",
  "contoso..com",
  ".contoso.com",
  "ext.example",
  "sub.contoso.com",
  "contoso.com.ext.example",
  "contoso-.com",
  "-contoso.com",
  "con_toso.com",
  "xn--bcher-kva.example",
  "XN--BCHER-KVA.example",
  "xn--contoso-.com",
  "xn--a.example",
  "xn--0.pt",
  "b\u00fccher.example",
  "b\u00fccher.example",
  "c\u043entoso.com",
  "\uff43\uff4f\uff4e\uff54\uff4f\uff53\uff4f.com",
  "contoso\uff0ecom",
  "contoso\u3002com",
  "contoso\u00ad.com",
  "con\u200dtoso.com",
  "con\u200ctoso.com",
  "contoso.com\ufeff",
  "contoso.co\u1d39",
  "stra\u00dfe.example",
  "\u0130stanbul.example",
  "\u212aelvin.example",
  "[192.0.2.1]",
  "[127.0.0.1]",
  "[IPv6:2001:db8::1]",
  "[IPv6:::ffff:192.0.2.1]",
  "[ipv6:::1]",
  "[0x7f.1]",
  "[192.0.2.1]contoso.com",
  "[contoso.com]",
  "[]",
  "192.0.2.1",
  "127.1",
  "0x7f000001",
  "2130706433",
  "contoso.123",
  "localhost",
  "com",
  "",
];

const LOCAL_PARTS: readonly string[] = [
  "user",
  "u",
  "first.last",
  ".user",
  "user.",
  "us..er",
  "user+tag",
  "user%ext.example",
  "ext.example!user",
  '"user"',
  '"user@ext.example"',
  '"user\\"@ext.example"',
  '"us er"',
  '""',
  '"user',
  'us"er',
  "user\\@ext.example",
  "user@ext.example",
  "us\u00e9r",
  "\u7528\u6237",
  "user\u202e",
  "us\0er",
  "us\ter",
  "us\rer",
  "us\ner",
  "us>er",
  "us<er",
  "us,er",
  "us:er",
  "us;er",
  "(comment)user",
  "user(comment)",
  "postmaster",
  "=?utf-8?q?x=40y?=",
  "x".repeat(64),
  "x".repeat(65),
  "",
];

const ROUTES: readonly string[] = [
  "",
  "",
  "",
  "",
  "@a:",
  "@a,@b:",
  "@contoso.com:",
  "@[192.0.2.1]:",
  "@a,b:",
  "@:",
  "@a,@b,",
];
const TAILS: readonly string[] = ["", "", "", "", "", "@contoso.com", " ", ".", ">", " (x)", ";"];

export function randomDomain(random: FuzzRandom): string {
  if (!random.oneIn(4)) return random.pick(DOMAINS);
  const labels = random.between(1, 4);
  return Array.from({ length: labels }, () => random.text("abcXYZ019-_.\u00fc\u0131\u03c3\u03c2", 8)).join(".");
}

/** What may stand between the angle brackets of a path. */
export function randomAddress(random: FuzzRandom): string {
  const local = random.oneIn(6) ? random.text('ab.@"\\ %!<>,:;()[]\u00e9\u0000\t', 10) : random.pick(LOCAL_PARTS);
  const domain = randomDomain(random);
  const at = random.pick(["@", "@", "@", "@", "@", "@@", "", " @ "]);
  return `${random.pick(ROUTES)}${local}${at}${domain}${random.pick(TAILS)}`;
}
