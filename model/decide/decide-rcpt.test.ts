import fc from "fast-check";
import { formatReply } from "../replies";
import { EXTENDED_RIGHTS } from "../extended-right";
import type { Dialect } from "../settings";
import { snapshotOf, type StateFixture } from "../snapshot-fixture";
import { budgetOf } from "./budget-of";
import { connected, MAIL, RCPT, recipientReason, submitted } from "./conversation-fixture";
import { decideMail } from "./decide-mail";
import { decideRcpt } from "./decide-rcpt";
import type { RcptFacts } from "./facts";

const BASE: StateFixture = {
  receiveConnectors: [{ id: "crm", permissionGroups: ["AnonymousUsers"], maxRecipientsPerMessage: 3 }],
  acceptedDomains: [{ domainName: "contoso.com" }, { domainName: "*.sales.example", domainType: "ExternalRelay" }],
};
const RELAY = { connector: "crm" };
const stranger = snapshotOf(BASE);
const crm = snapshotOf({ ...BASE, connectorPermissions: [RELAY] });

function judge(snapshot: typeof stranger, facts: Partial<RcptFacts>) {
  return decideRcpt(submitted(connected(snapshot)), { ...RCPT, ...facts });
}

describe("decideRcpt", () => {
  test.each<[string, string, string, string]>([
    ["a stranger reaches our own users", "user@contoso.com", "accepted-domain", "250 2.1.5 Recipient OK"],
    ["a domain below a wildcard", "user@eu.sales.example", "accepted-domain", "250 2.1.5 Recipient OK"],
    ["the wildcard's own name is not below it", "user@sales.example", "no-relay-right", "550 5.7.1 Unable to relay"],
    ["a stranger cannot relay outside", "user@example.org", "no-relay-right", "550 5.7.1 Unable to relay"],
    ["a percent sign routes nothing", "user%example.org@contoso.com", "accepted-domain", "250 2.1.5 Recipient OK"],
    ["a bang path routes nothing", "example.org!user@contoso.com", "accepted-domain", "250 2.1.5 Recipient OK"],
    [
      "a source route ends at its last domain",
      "@contoso.com:user@example.org",
      "no-relay-right",
      "550 5.7.1 Unable to relay",
    ],
    ["a literal", "user@[192.0.2.1]", "address-literal", "550 5.7.1 Unable to relay"],
    ["a trailing dot", "user@contoso.com.", "bad-syntax", "501 5.1.3 Bad recipient address syntax"],
    ["a bare user", "user", "bad-syntax", "501 5.1.3 Bad recipient address syntax"],
    ["nothing", "", "bad-syntax", "501 5.1.3 Bad recipient address syntax"],
  ])("%s", (_title, address, reason, reply) => {
    const decision = judge(stranger, { address });
    expect(decision.reason).toBe(reason);
    expect(formatReply(decision.reply)).toBe(reply);
  });

  test("the CRM application relays outside once its permission is there, and the permission is named", () => {
    const decision = judge(crm, {});
    expect(decision).toMatchObject({ action: "accept", reason: "relay-right", recipient: "customer@example.org" });
    expect(decision.by).toEqual({
      connectorId: "crm",
      connectorName: "crm",
      range: "0.0.0.0/0",
      right: "ms-Exch-SMTP-Accept-Any-Recipient",
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      entry: "permission-0",
    });
  });

  test("a literal is refused even to who may relay", () => {
    expect(judge(crm, { address: "user@[192.0.2.1]" }).reason).toBe("address-literal");
  });

  test("a deny is named, and the client hears no more than without it", () => {
    const denied = snapshotOf({ ...BASE, connectorPermissions: [RELAY, { connector: "crm", access: "Deny" }] });
    const decision = judge(denied, {});
    expect(decision).toMatchObject({ reason: "relay-right-denied", by: { entry: "permission-1" } });
    expect(decision.reply).toEqual(judge(stranger, {}).reply);
  });

  test.each<[Dialect, string]>([
    ["classic", "550 5.7.1 Unable to relay"],
    ["modern", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"],
  ])("in the %s dialect answers %s", (dialect, reply) => {
    expect(formatReply(judge(snapshotOf({ ...BASE, transportConfig: { dialect } }), {}).reply)).toBe(reply);
  });

  test("syntax and parameters come before the count, the count before the domain", () => {
    const full = { acceptedCount: 3, parameters: { FROB: "1" } };
    expect(judge(stranger, { ...full, address: "a@b@c" }).reply.code).toBe(501);
    expect(formatReply(judge(stranger, full).reply)).toBe("555 5.5.4 Parameter not recognized");
    expect(formatReply(judge(stranger, { ...full, parameters: {} }).reply)).toBe("452 4.5.3 Too many recipients");
    expect(judge(crm, { acceptedCount: 2 }).action).toBe("accept");
  });

  test("the 21st relay refusal closes the connection, and no protocol error is spent", () => {
    expect(budgetOf(judge(stranger, { relayRefusals: 19 }))).toBe("relay-refusals");
    const last = judge(stranger, { relayRefusals: 20 });
    expect(last).toMatchObject({
      action: "close",
      reason: "relay-refusal-budget",
      reply: { code: 421, enhancedCode: "4.7.0" },
    });
    expect(judge(stranger, { relayRefusals: 20, address: "user@contoso.com" }).action).toBe("accept");
  });

  test.each<[string, Partial<StateFixture>, string | undefined]>([
    ["the configured address", { transportConfig: { postmaster: "mail-team@contoso.com" } }, "mail-team@contoso.com"],
    [
      "the alphabetically first own domain",
      {
        acceptedDomains: [
          { domainName: "z.example" },
          { domainName: "b.example" },
          { domainName: "*.a.example" },
          { domainName: "a.example", domainType: "InternalRelay" },
        ],
      },
      "postmaster@b.example",
    ],
    ["nobody", { acceptedDomains: [] }, undefined],
  ])("a bare postmaster is %s", (_title, parts, recipient) => {
    const decision = judge(snapshotOf({ ...BASE, ...parts }), { address: "PostMaster" });
    expect(decision.recipient).toBe(recipient);
    expect(formatReply(decision.reply)).toBe(recipient ? "250 2.1.5 Recipient OK" : "550 5.1.1 No postmaster here");
  });
});

describe("relay", () => {
  const rights = fc.subarray([...EXTENDED_RIGHTS]);
  const access = fc.constantFrom("Allow" as const, "Deny" as const);
  const entry = fc.record({ access, extendedRights: rights });

  function outcome(entries: readonly { access: "Allow" | "Deny"; extendedRights: string[] }[]) {
    const connectorPermissions = entries.map((given) => ({ connector: "crm", ...given }));
    const session = connected(snapshotOf({ receiveConnectors: [{ id: "crm" }], connectorPermissions }));
    const mail = decideMail(session, session.snapshot, MAIL);
    const isAccepted = mail.transaction !== undefined && decideRcpt(mail.transaction, RCPT).action === "accept";
    return { isAccepted, granted: session.rights.granted };
  }

  test("is never open without both Submit and Accept-Any-Recipient", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), (entries) => {
        const { isAccepted, granted } = outcome(entries);
        const hasBoth = granted.has("ms-Exch-SMTP-Submit") && granted.has("ms-Exch-SMTP-Accept-Any-Recipient");
        expect(isAccepted && !hasBoth).toBe(false);
      }),
    );
  });

  test("adding a right never turns an accept into a reject, and adding a deny never the other way round", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), entry, (entries, extra) => {
        const [before, after] = [outcome(entries).isAccepted, outcome([...entries, extra]).isAccepted];
        expect(extra.access === "Allow" ? before && !after : !before && after).toBe(false);
      }),
    );
  });

  test("is refused to a stranger, open to the CRM application", () => {
    expect([recipientReason(stranger), recipientReason(crm)]).toEqual(["no-relay-right", "relay-right"]);
  });
});
