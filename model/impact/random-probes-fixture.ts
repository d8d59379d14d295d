import fc from "fast-check";
import { formatAddressValue, parseIpAddress } from "../ip-address";
import { knownIpRange } from "../ip-range-text";
import { ADDRESSES, DOMAINS, GROUP_NAMES, RANGES, USERNAMES } from "./random-worlds-fixture";
import type { ProbeIdentity, ProbeSession, RelayProbe } from "./relay-probe";

/** Where something may begin or end, and its neighbours. */
const CLIENTS = [
  ...new Set(
    RANGES.map(knownIpRange).flatMap(({ family, first, last }) =>
      [BigInt(first) - 1n, BigInt(first), BigInt(last), BigInt(last) + 1n]
        .filter((value) => value >= 0n && value < 1n << (family === 4 ? 32n : 128n))
        .map((value) => formatAddressValue(family, family === 4 ? Number(value) : value)),
    ),
  ),
  "203.0.113.7",
];

const LOCALS = {
  4: ["10.0.0.5", "10.0.0.6", "0.0.0.0"],
  6: ["2001:db8::5", "2001:db8::6", "::"],
} as const;

const byPassword: readonly ProbeIdentity[] = [
  { kind: "anonymous" },
  ...[...USERNAMES, "ALICE", "nobody"].map((username) => ({ kind: "account", username, by: "password" }) as const),
  ...[...GROUP_NAMES, "crm", "nothing", null].map((group) => ({ kind: "directory-account", group }) as const),
];

const byCertificate: readonly ProbeIdentity[] = [
  ...USERNAMES.map((username) => ({ kind: "account", username, by: "certificate" }) as const),
  ...["contoso.com", "fabrikam.com", "elsewhere.com"].map((domain) => ({ kind: "partner", domain }) as const),
];

const session: fc.Arbitrary<ProbeSession> = fc.oneof(
  fc.record({ tls: fc.boolean(), identity: fc.constant(byPassword[0] as ProbeIdentity) }),
  fc.record({ tls: fc.boolean(), identity: fc.constantFrom(...byPassword) }),
  fc.record({ tls: fc.constant(true), identity: fc.constantFrom(...byCertificate) }),
);

export const MAILBOXES = [
  ...ADDRESSES,
  ...ADDRESSES.map((address) => address.replace(/^./, (letter) => letter.toUpperCase())),
  ...DOMAINS.flatMap((domain) => [
    `n@${domain}`,
    `n@sub.${domain}`,
    `n@deep.sub.${domain}`,
    `ö@${domain}`,
    `A@${domain}`,
  ]),
  "n@elsewhere.org",
  "ö@elsewhere.org",
  "n@unknown",
  "n@[192.0.2.1]",
  "n@[IPv6:2001:db8::1]",
];

export const RANDOM_PROBE: fc.Arbitrary<RelayProbe> = fc
  .record({
    client: fc.constantFrom(...CLIENTS),
    local: fc.nat(2),
    port: fc.constantFrom(25, 25, 25, 587, 2525),
    session,
    sender: fc.constantFrom("", "", ...MAILBOXES),
    recipient: fc.constantFrom("postmaster", "Postmaster", ...MAILBOXES, "n@elsewhere.org", "n@elsewhere.org"),
  })
  .map(({ local, port, ...probe }) => {
    const family = parseIpAddress(probe.client)?.family ?? 4;
    return { ...probe, local: { address: LOCALS[family][local] ?? "", port } };
  });
