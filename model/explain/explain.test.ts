import fc from "fast-check";
import { connected, MAIL, RCPT } from "../decide/conversation-fixture";
import { decideMail } from "../decide/decide-mail";
import { decideRcpt } from "../decide/decide-rcpt";
import { explain, type ExplainQuestion } from "./explain";
import type { Explanation } from "./explanation";
import { EXTENDED_RIGHTS } from "../extended-right";
import type { Snapshot } from "../snapshot";
import { snapshotOf, type StateFixture } from "../snapshot-fixture";

const QUESTION: ExplainQuestion = {
  from: "192.168.2.55",
  to: "10.0.0.5:25",
  tls: false,
  mailFrom: MAIL.address,
  rcptTo: RCPT.address,
  hostName: "relay.contoso.com",
  at: Date.UTC(2026, 10, 24, 7),
};

const CRM: StateFixture = {
  receiveConnectors: [
    { id: "default", permissionGroups: ["AnonymousUsers"] },
    { id: "crm", name: "CRM Application", remoteIpRanges: ["192.168.2.55"], permissionGroups: ["AnonymousUsers"] },
  ],
  connectorPermissions: [{ connector: "crm" }],
  sendConnectors: [{ name: "Smart host" }],
};

function ask(snapshot: Snapshot, question: Partial<ExplainQuestion> = {}): Explanation {
  const answer = explain(snapshot, { ...QUESTION, ...question });
  if (!answer.ok) throw new Error(answer.failures[0]?.message);
  return answer.value;
}

describe("explain", () => {
  test("tells every step, who lost, the rights with their entries, the reply and the route", () => {
    const told = ask(snapshotOf(CRM), { mailFrom: "<crm@contoso.com>" });
    expect(told.steps.map(({ step, replyLine }) => `${step}: ${replyLine}`)).toEqual([
      "connect: 220 relay.contoso.com ESMTP MAIL Service ready at Tue, 24 Nov 2026 07:00:00 +0000",
      "ehlo: 250 relay.contoso.com Hello [192.168.2.55]",
      "mail: 250 2.1.0 Sender OK",
      "rcpt: 250 2.1.5 Recipient OK",
    ]);
    expect(told.verdict).toMatchObject({ action: "accept", reason: "relay-right", by: { entry: "permission-0" } });
    expect(told.candidates.map(({ connectorName, outcome }) => [connectorName, outcome])).toEqual([
      ["CRM Application", "chosen"],
      ["default", "less-specific"],
    ]);
    expect(told.rights.granted).toContainEqual(expect.objectContaining({ right: "ms-Exch-SMTP-Accept-Any-Recipient" }));
    expect(told.route?.sendConnectorName).toBe("Smart host");
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
  });

  test.each<[string, Partial<ExplainQuestion>, string, string]>([
    ["a neighbour", { from: "192.168.2.57" }, "rcpt", "550 5.7.1 Unable to relay"],
    ["another port", { to: "10.0.0.5:587" }, "connect", "421 4.3.2 Service not available"],
    ["an account where none can log in", { user: "crm" }, "auth", "502 5.5.1 Command not implemented"],
    ["a sender that is none", { mailFrom: "crm" }, "mail", "501 5.1.7 Bad sender address syntax"],
    ["TLS", { tls: true }, "rcpt", "250 2.1.5 Recipient OK"],
  ])("stops where %s is refused", (_title, question, step, replyLine) => {
    expect(ask(snapshotOf(CRM), question).verdict).toMatchObject({ step, replyLine });
  });

  test("a connector's own name and banner are what the client sees", () => {
    const named = snapshotOf({
      receiveConnectors: [{ id: "c", fqdn: "mail.contoso.com", banner: "220 Contoso relay" }],
    });
    expect(
      ask(named)
        .steps.slice(0, 2)
        .map(({ replyLine }) => replyLine),
    ).toEqual(["220 Contoso relay", "250 mail.contoso.com Hello [192.168.2.55]"]);
  });

  test("an account gets what accounts get", () => {
    const snapshot = snapshotOf({
      receiveConnectors: [{ id: "c", authMechanism: ["Tls", "BasicAuth"], permissionGroups: ["ExchangeUsers"] }],
      relayUsers: [{ username: "crm" }, { username: "old", enabled: false }],
    });
    const told = ask(snapshot, { user: "CRM", mailFrom: "<>" });
    expect(told.steps.map(({ step }) => step)).toEqual(["connect", "ehlo", "auth", "credentials", "mail", "rcpt"]);
    expect(told.verdict.by.principal).toBe("NT AUTHORITY\\Authenticated Users");
    for (const user of ["old", "nobody"]) {
      expect(ask(snapshot, { user }).verdict).toMatchObject({ step: "credentials", reason: "auth-failed" });
    }
  });

  test("an account gets what is granted to it and to its groups, and a deny to either wins", () => {
    const [anySender, relay] = ["ms-Exch-SMTP-Accept-Any-Sender", "ms-Exch-SMTP-Accept-Any-Recipient"];
    const snapshot = snapshotOf({
      receiveConnectors: [{ id: "c", authMechanism: ["Tls", "BasicAuth"], permissionGroups: ["ExchangeUsers"] }],
      relayGroups: [{ name: "Applications" }, { name: "Suspended" }],
      relayUsers: [
        { username: "crm", groups: ["applications"] },
        { username: "erp", groups: ["Suspended"], allowedSenders: ["Erp@Contoso.com"] },
      ],
      connectorPermissions: [
        { connector: "c", principal: "applications", extendedRights: [anySender] },
        { connector: "c", principal: "Suspended", access: "Deny", extendedRights: [relay] },
        { connector: "c", principal: "ERP", extendedRights: [relay] },
      ],
    });
    const crm = ask(snapshot, { user: "crm", mailFrom: "a@fabrikam.com" });
    expect(crm.verdict).toMatchObject({ action: "accept", reason: "relay-right" });
    const given = crm.rights.granted.find(({ right }) => right === anySender);
    expect(given?.by).toMatchObject({ principal: "applications" });
    const erp = ask(snapshot, { user: "erp", mailFrom: "ERP@contoso.com" });
    expect(erp.verdict).toMatchObject({ reason: "relay-right-denied", by: { principal: "Suspended" } });
  });

  test("both texts that cannot be read are reported", () => {
    const answer = explain(snapshotOf(CRM), { ...QUESTION, from: "010.0.0.1", to: "x" });
    expect(answer.ok ? [] : answer.failures.map(({ property }) => property)).toEqual(["from", "to"]);
  });

  test("its verdict is what the session gets", () => {
    const entries = fc.array(
      fc.record({
        access: fc.constantFrom("Allow" as const, "Deny" as const),
        extendedRights: fc.subarray([...EXTENDED_RIGHTS]),
      }),
      { maxLength: 3 },
    );
    const address = fc.constantFrom("", "a@contoso.com", "b@fabrikam.com", "bad", "c@[192.0.2.1]", "postmaster");
    fc.assert(
      fc.property(entries, address, address, (given, mailFrom, rcptTo) => {
        const snapshot = snapshotOf({
          receiveConnectors: [{ id: "c" }],
          connectorPermissions: given.map((entry) => ({ connector: "c", ...entry })),
          acceptedDomains: [{ domainName: "contoso.com" }],
        });
        const mail = decideMail(connected(snapshot), snapshot, { ...MAIL, address: mailFrom });
        const last = mail.transaction === undefined ? mail : decideRcpt(mail.transaction, { ...RCPT, address: rcptTo });
        const { action, reason, reply, by } = ask(snapshot, { mailFrom, rcptTo }).verdict;
        expect({ action, reason, reply, by }).toEqual({
          action: last.action,
          reason: last.reason,
          reply: last.reply,
          by: last.by,
        });
      }),
    );
  });
});
