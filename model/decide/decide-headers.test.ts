import { formatReply } from "../replies";
import type { ReceiveConnectorSettings } from "../settings";
import { snapshotOf, type PermissionFixture } from "../snapshot-fixture";
import { connected, submitted } from "./conversation-fixture";
import { decideHeaders } from "./decide-headers";
import { decideMessage } from "./decide-message";
import type { HeaderField } from "./facts";

const FIELDS: readonly HeaderField[] = [
  { name: "RECEIVED", value: "from a by b" },
  { name: "Resent-From", value: "x@example.org" },
  { name: "X-MS-Exchange-Organization-SCL", value: "-1" },
  { name: "x-ms-exchange-forest-RulesExecuted", value: "y" },
  { name: "From", value: "CRM <crm@fabrikam.com>" },
  { name: "Subject", value: "hello" },
];

function transaction(
  settings: Partial<ReceiveConnectorSettings>,
  permissions: readonly Partial<PermissionFixture>[] = [],
) {
  const connectorPermissions = permissions.map((given) => ({ connector: "c", ...given }));
  const receiveConnectors = [{ id: "c", permissionGroups: ["AnonymousUsers"] as const, ...settings }];
  return submitted(
    connected(
      snapshotOf({ receiveConnectors, connectorPermissions, acceptedDomains: [{ domainName: "contoso.com" }] }),
    ),
  );
}

describe("decideHeaders", () => {
  test.each<[string, Partial<PermissionFixture>[], number[]]>([
    ["an anonymous client keeps routing headers alone", [], [2, 3]],
    [
      "without the routing right they go too",
      [{ access: "Deny", extendedRights: ["ms-Exch-Accept-Headers-Routing"] }],
      [0, 1, 2, 3],
    ],
    ["the organisation right keeps its own", [{ extendedRights: ["ms-Exch-Accept-Headers-Organization"] }], [3]],
    ["the forest right keeps its own", [{ extendedRights: ["ms-Exch-Accept-Headers-Forest"] }], [2]],
  ])("%s", (_title, permissions, stripped) => {
    expect(decideHeaders(transaction({}, permissions), { size: 100, fields: FIELDS }).stripped).toEqual(stripped);
  });

  test("size comes before hops, hops before authors, and hops count though the firewall strips them", () => {
    const deny = [{ access: "Deny" as const, extendedRights: ["ms-Exch-Accept-Headers-Routing"] }];
    const strict = transaction({ maxHeaderSize: 100, maxHopCount: 1 }, deny);
    const fields = [...FIELDS, { name: "Received", value: "again" }, { name: "Sender", value: "nobody" }];
    const reply = (size: number, given: readonly HeaderField[]) =>
      formatReply(decideHeaders(strict, { size, fields: given }).reply);
    expect(reply(101, fields)).toBe("552 5.3.4 Message header too large");
    expect(reply(100, fields)).toBe("554 5.4.6 Hop count exceeded - possible mail loop");
    expect(reply(100, fields.slice(1))).toBe("550 5.7.1 Not authorized to send for this author");
  });

  const noSpoofing = [{ access: "Deny" as const, extendedRights: ["ms-Exch-SMTP-Accept-Authoritative-Domain-Sender"] }];
  test.each<[string, HeaderField[], boolean]>([
    ["a foreign author", [{ name: "From", value: "a@fabrikam.com" }], true],
    ["an own author", [{ name: "From", value: "ceo@contoso.com" }], false],
    ["an own author among foreign ones", [{ name: "From", value: "a@fabrikam.com, ceo@contoso.com" }], false],
    [
      "an own author in a second field",
      [
        { name: "From", value: "a@fabrikam.com" },
        { name: "FROM", value: "ceo@contoso.com" },
      ],
      false,
    ],
    [
      "an own sender",
      [
        { name: "From", value: "a@fabrikam.com" },
        { name: "sender", value: "ceo@contoso.com" },
      ],
      false,
    ],
    ["an author that cannot be read", [{ name: "From", value: "the boss" }], false],
    ["no author at all", [{ name: "Subject", value: "x" }], true],
  ])("%s passes: %s", (_title, fields, passes) => {
    const decision = decideHeaders(transaction({}, noSpoofing), { size: 10, fields });
    expect(decision.action).toBe(passes ? "accept" : "reject");
    expect(decision.reason).toBe(passes ? "accepted" : "header-sender-not-allowed");
  });
});

describe("decideMessage", () => {
  const whole = { size: 100, hasBareLineEnding: false, hasNul: false, hasOverlongLine: false, queueId: "Q1" };
  test.each<[Partial<typeof whole>, string]>([
    [
      { size: 70_001, hasBareLineEnding: true, hasNul: true },
      "552 5.3.4 Message size exceeds fixed maximum message size",
    ],
    [{ hasNul: true, hasOverlongLine: true }, "550 5.6.0 NUL not allowed in message"],
    [{ hasOverlongLine: true }, "550 5.6.0 Line too long in message"],
    [{ hasBareLineEnding: true, hasNul: true }, "550 5.6.0 Bare CR or LF not allowed in message"],
    [{ hasNul: true }, "550 5.6.0 NUL not allowed in message"],
    [{ size: 70_000 }, "250 2.6.0 Q1 Queued mail for delivery"],
  ])("%j is answered %s", (facts, reply) => {
    const decision = decideMessage(transaction({ maxMessageSize: 70_000 }), { ...whole, ...facts });
    expect(formatReply(decision.reply)).toBe(reply);
  });

  test("Bypass-Message-Size-Limit waives the limit", () => {
    const bypass = [{ extendedRights: ["ms-Exch-Bypass-Message-Size-Limit"] }];
    const decision = decideMessage(transaction({ maxMessageSize: 70_000 }, bypass), { ...whole, size: 1e9 });
    expect(decision.action).toBe("accept");
  });
});
