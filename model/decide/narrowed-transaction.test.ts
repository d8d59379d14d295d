import { formatReply } from "../replies";
import { snapshotOf, type ConnectorFixture, type PermissionFixture } from "../snapshot-fixture";
import { budgetOf } from "./budget-of";
import { connected, MAIL, RCPT, submitted } from "./conversation-fixture";
import { decideHeaders } from "./decide-headers";
import { decideMail } from "./decide-mail";
import { decideRcpt } from "./decide-rcpt";
import { rateSources } from "./rate-sources";

const NEW_YEAR = "2027-01-01T00:00:00Z";
const AT = Date.parse(NEW_YEAR);

function relay(connector: Partial<ConnectorFixture>, permission: Partial<PermissionFixture> = {}) {
  return snapshotOf({
    receiveConnectors: [{ id: "crm", permissionGroups: ["AnonymousUsers"], ...connector }],
    connectorPermissions: [{ connector: "crm", ...permission }],
    acceptedDomains: [{ domainName: "contoso.com" }],
  });
}

describe("onlySenders", () => {
  const snapshot = relay({ onlySenders: ["crm@fabrikam.com", "*.contoso.com"] });
  const mail = (address: string) => decideMail(connected(snapshot), snapshot, { ...MAIL, address });

  test.each([
    ["crm@fabrikam.com", "accept", "foreign-sender"],
    ["other@fabrikam.com", "reject", "only-senders"],
    ["a@eu.contoso.com", "accept", "foreign-sender"],
    ["a@contoso.com", "reject", "only-senders"],
    ["", "reject", "only-senders"],
  ])("<%s>: %s, %s", (address, action, reason) => {
    const decision = mail(address);
    expect(decision).toMatchObject({ action, reason });
    if (action === "reject") {
      expect(formatReply(decision.reply)).toBe(
        "550 5.7.1 Anonymous client does not have permissions to send as this sender",
      );
    }
  });

  test("holds for every header sender, with the reply of header senders", () => {
    const transaction = submitted(connected(snapshot), { address: "crm@fabrikam.com" });
    const judge = (value: string) => decideHeaders(transaction, { size: 100, fields: [{ name: "From", value }] });
    expect(judge("crm@fabrikam.com").action).toBe("accept");
    const refused = judge("crm@fabrikam.com, other@fabrikam.com");
    expect(formatReply(refused.reply)).toBe("550 5.7.1 Not authorized to send for this author");
  });

  test("of today's revision holds for a session that began before it", () => {
    const before = relay({});
    const mail = { ...MAIL, address: "other@fabrikam.com" };
    expect(decideMail(connected(before), snapshot, mail).reason).toBe("only-senders");
    expect(decideMail(connected(snapshot), before, mail).reason).toBe("only-senders");
  });
});

describe("onlyRecipients", () => {
  const snapshot = relay({ onlyRecipients: ["fabrikam.com", "boss@contoso.com"] });
  const rcpt = (address: string, relayRefusals = 0) =>
    decideRcpt(submitted(connected(snapshot)), { ...RCPT, address, relayRefusals });

  test.each([
    ["a@fabrikam.com", "relay-right"],
    ["boss@contoso.com", "accepted-domain"],
    ["other@contoso.com", "only-recipients"],
    ["a@example.org", "only-recipients"],
    ["postmaster", "postmaster"],
  ])("<%s>: %s", (address, reason) => {
    expect(rcpt(address).reason).toBe(reason);
  });

  test("a refusal is a relay refusal, in words and in budget", () => {
    expect(formatReply(rcpt("a@example.org").reply)).toBe("550 5.7.1 Unable to relay");
    expect(budgetOf(rcpt("other@contoso.com"))).toBe("relay-refusals");
    expect(rcpt("a@example.org", 20)).toMatchObject({ action: "close", reason: "relay-refusal-budget" });
  });

  test("without the relay right the reason is that", () => {
    const narrow = snapshotOf({
      receiveConnectors: [{ id: "crm", permissionGroups: ["AnonymousUsers"], onlyRecipients: ["fabrikam.com"] }],
    });
    expect(decideRcpt(submitted(connected(narrow)), { ...RCPT, address: "a@fabrikam.com" }).reason).toBe(
      "no-relay-right",
    );
  });
});

describe("expiresAt", () => {
  test("of an entry: relay ends at the second, in a session that began before, and says why", () => {
    const snapshot = relay({}, { expiresAt: NEW_YEAR });
    const session = connected(snapshot, { at: AT - 60_000 });
    expect(decideRcpt(submitted(session, { at: AT - 1 }), RCPT).reason).toBe("relay-right");
    const after = decideRcpt(submitted(session, { at: AT }), RCPT);
    expect(after).toMatchObject({ action: "reject", reason: "relay-right-expired", by: { entry: "permission-0" } });
    expect(formatReply(after.reply)).toBe("550 5.7.1 Unable to relay");
    expect(budgetOf(after)).toBe("relay-refusals");
  });

  test("of a connector: nobody submits from the second on, and the connector still matches", () => {
    const snapshot = relay({ expiresAt: NEW_YEAR });
    const before = connected(snapshot, { at: AT - 1 });
    const after = connected(snapshot, { at: AT });
    for (const session of [before, after]) {
      const decision = decideMail(session, snapshot, { ...MAIL, at: AT });
      expect(decision).toMatchObject({ action: "reject", reason: "submit-right-expired" });
      expect(formatReply(decision.reply)).toBe("530 5.7.1 Client was not authenticated");
    }
    expect(decideMail(before, snapshot, { ...MAIL, at: AT - 1 }).action).toBe("accept");
  });

  test("of a sender right: the sender is refused, and the reason says why", () => {
    const right = "ms-Exch-SMTP-Accept-Any-Sender" as const;
    const snapshot = snapshotOf({
      receiveConnectors: [{ id: "crm", permissionGroups: ["None"] }],
      connectorPermissions: [
        { connector: "crm", extendedRights: ["ms-Exch-SMTP-Submit"] },
        { connector: "crm", extendedRights: [right], expiresAt: NEW_YEAR },
      ],
    });
    const decision = decideMail(connected(snapshot), snapshot, { ...MAIL, at: AT });
    expect(decision).toMatchObject({ reason: "sender-right-expired", by: { entry: "permission-1", right } });
  });
});

describe("reserved recipient domains", () => {
  const all = relay({
    rejectReservedTopLevelRecipientDomains: true,
    rejectReservedSecondLevelRecipientDomains: true,
    rejectSingleLabelRecipientDomains: true,
  });
  const none = relay({});
  const rcpt = (snapshot: typeof all, address: string) =>
    decideRcpt(submitted(connected(snapshot)), { ...RCPT, address });

  test.each([
    ["a@host.test", "550 5.1.4 Recipient address reserved by RFC 2606"],
    ["a@example", "550 5.1.4 Recipient address reserved by RFC 2606"],
    ["a@b.localhost", "550 5.1.4 Recipient address reserved by RFC 2606"],
    ["a@x.invalid", "550 5.1.4 Recipient address reserved by RFC 2606"],
    ["a@example.com", "550 5.1.5 Recipient address reserved by RFC 2606"],
    ["a@mail.example.net", "550 5.1.5 Recipient address reserved by RFC 2606"],
    ["a@intranet", "550 5.1.6 Recipient addresses in single label domains not accepted"],
  ])("<%s> is answered %s, and accepted where nothing is switched on", (address, reply) => {
    const decision = rcpt(all, address);
    expect(formatReply(decision.reply)).toBe(reply);
    expect(budgetOf(decision)).toBe("none");
    expect(rcpt(none, address).action).toBe("accept");
  });

  test.each(["a@fabrikam.com", "a@notexample.com", "a@example.com.fabrikam.com", "a@test.fabrikam.com"])(
    "<%s> is no reserved name",
    (address) => expect(rcpt(all, address).action).toBe("accept"),
  );
});

describe("MessageRateLimit", () => {
  const snapshot = relay({ messageRateLimit: 2 });

  test("the message beyond the number is answered 421 and ends the session", () => {
    const mail = (count: number) =>
      decideMail(connected(snapshot), snapshot, { ...MAIL, messagesThisMinute: () => count });
    expect(mail(1).transaction?.rateSources).toEqual(["address 192.168.2.55"]);
    expect(mail(2)).toMatchObject({ action: "close", reason: "message-rate" });
    expect(formatReply(mail(2).reply)).toBe(
      "421 4.4.2 Message submission rate for this client has exceeded the configured limit",
    );
  });

  test.each([
    ["None", [], []],
    ["IPAddress", ["address 192.168.2.55"], ["address 192.168.2.55"]],
    ["User", ["address 192.168.2.55"], ["user crm"]],
    ["All", ["address 192.168.2.55"], ["address 192.168.2.55", "user crm"]],
  ] as const)("by %s", (messageRateSource, anonymous, account) => {
    const session = connected(snapshot);
    const { settings } = session.selection.connector;
    const identity = { ...session.identity, kind: "authenticated", name: "CRM" } as const;
    expect(rateSources(session, { ...settings, messageRateSource })).toEqual(anonymous);
    expect(rateSources({ ...session, identity }, { ...settings, messageRateSource })).toEqual(account);
  });
});

describe("MaxLocalHopCount", () => {
  const own = (name: string) => ({
    name: "Received",
    value: ` from crm.fabrikam.com ([192.168.2.55])\r\n\tby ${name} ([10.0.0.5]) with ESMTP\r\n\tid X; date`,
  });
  const judge = (fields: readonly ReturnType<typeof own>[], connector: Partial<ConnectorFixture> = {}) =>
    decideHeaders(submitted(connected(relay({ maxLocalHopCount: 2, ...connector }))), { size: 1, fields });

  test.each([
    ["as many as the number", [own("relay.contoso.com"), own("relay.contoso.com")], "accepted"],
    ["one more", [own("relay.contoso.com"), own("RELAY.contoso.com."), own("relay.contoso.com")], "local-hop-count"],
    ["other hosts do not count", [own("a.example"), own("b.example"), own("c.example")], "accepted"],
    ["a longer name is another host", [1, 2, 3].map(() => own("relay.contoso.com.example")), "accepted"],
  ])("%s", (_title, fields, reason) => {
    expect(judge(fields).reason).toBe(reason);
  });

  test("counts the names of all connectors, and the host's own under a connector's", () => {
    const loop = [own("smtp.contoso.com"), own("relay.contoso.com"), own("smtp.contoso.com")];
    expect(judge(loop, { fqdn: "smtp.contoso.com" })).toMatchObject({
      action: "reject",
      reason: "local-hop-count",
      reply: { code: 554, enhancedCode: "5.4.6" },
    });
  });

  test("0 is no limit", () => {
    expect(
      judge(
        [1, 2, 3, 4].map(() => own("relay.contoso.com")),
        { maxLocalHopCount: 0 },
      ).reason,
    ).toBe("accepted");
  });

  test("a field made to be slow is read in no time", () => {
    const value = " by".repeat(80_000);
    const before = performance.now();
    judge([1, 2, 3].map(() => ({ name: "Received", value })));
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
