import { formatReply } from "../replies";
import { snapshotOf } from "../snapshot-fixture";
import { budgetOf } from "./budget-of";
import { connected, MAIL } from "./conversation-fixture";
import { decideAuth } from "./decide-auth";
import { decideAuthenticated } from "./decide-authenticated";
import { decideEhlo } from "./decide-ehlo";
import { decideMail } from "./decide-mail";
import { decideProtocolErrors } from "./decide-protocol-errors";
import { decideStartTls } from "./decide-start-tls";
import type { AuthFacts } from "./facts";
import type { AuthMechanism, ReceiveConnectorSettings } from "../settings";

const GOOD = { outcome: "good", account: "crm", groups: [], allowedSenders: new Set<string>() } as const;

function session(settings: Partial<ReceiveConnectorSettings>) {
  return connected(snapshotOf({ receiveConnectors: [{ id: "c", ...settings }] }));
}

describe("decideEhlo", () => {
  const always = ["SIZE 37748736", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES"];

  test.each<{ mechanisms: AuthMechanism[]; requireTls?: boolean; secure: boolean; extra: string[] }>([
    { mechanisms: ["None"], secure: false, extra: [] },
    { mechanisms: ["Tls"], secure: false, extra: ["STARTTLS"] },
    { mechanisms: ["Tls"], secure: true, extra: [] },
    { mechanisms: ["Tls", "BasicAuth"], secure: false, extra: ["STARTTLS", "AUTH LOGIN PLAIN"] },
    { mechanisms: ["Tls", "BasicAuth"], secure: true, extra: ["AUTH LOGIN PLAIN"] },
    { mechanisms: ["Tls", "BasicAuth"], requireTls: true, secure: false, extra: ["STARTTLS"] },
    { mechanisms: ["Tls", "BasicAuth", "BasicAuthRequireTLS"], secure: false, extra: ["STARTTLS"] },
    { mechanisms: ["Tls", "BasicAuth", "BasicAuthRequireTLS"], secure: true, extra: ["AUTH LOGIN PLAIN"] },
    { mechanisms: ["ExternalAuthoritative"], secure: false, extra: [] },
  ])("$mechanisms, TLS up: $secure, advertises $extra", ({ mechanisms, requireTls = false, secure, extra }) => {
    const policy = session({ authMechanism: mechanisms, requireTls });
    const decision = decideEhlo(policy, { verb: "EHLO", domain: "crm.contoso.com", secure });
    expect(decision.extensions).toEqual([...always, ...extra, "8BITMIME", "BINARYMIME", "CHUNKING"]);
    expect(formatReply(decision.reply)).toBe("250 relay.contoso.com Hello [192.168.2.55]");
  });

  test("HELO shows no extensions", () => {
    expect(decideEhlo(session({}), { verb: "HELO", domain: "crm", secure: false }).extensions).toEqual([]);
  });

  test.each([
    ["a b", "501 5.5.4 Invalid domain name"],
    ["(comment)", "501 5.5.4 Invalid domain name"],
    ["[10.1]", "501 5.5.4 Invalid domain name"],
    ["x\r\nReceived: forged", "501 5.5.4 Invalid domain name"],
    ["-", "501 5.5.4 Invalid domain name"],
    ["a".repeat(300), "501 5.5.4 Invalid domain name"],
  ])("refuses the domain %j", (domain, reply) => {
    const decision = decideEhlo(session({}), { verb: "EHLO", domain, secure: false });
    expect(decision.action).toBe("reject");
    expect(formatReply(decision.reply)).toBe(reply);
  });

  test.each(["WIN_CRM01", "crm.contoso.com", "localhost", "[192.168.2.55]", "[IPv6:2001:db8::1]"])(
    "takes %s",
    (domain) => {
      expect(decideEhlo(session({}), { verb: "EHLO", domain, secure: false }).action).toBe("accept");
    },
  );
});

describe("decideStartTls", () => {
  test.each<[AuthMechanism, boolean, string]>([
    ["Tls", false, "220 2.0.0 Ready to start TLS"],
    ["Tls", true, "503 5.5.1 TLS already active"],
    ["None", false, "502 5.5.1 Command not implemented"],
  ])("%s, TLS up: %s, is answered %s", (mechanism, secure, reply) => {
    expect(formatReply(decideStartTls(session({ authMechanism: [mechanism] }), { secure }).reply)).toBe(reply);
  });
});

describe("decideAuth", () => {
  const none: AuthMechanism[] = ["Tls"];
  const basic: AuthMechanism[] = ["Tls", "BasicAuth"];
  const afterTls: AuthMechanism[] = ["Tls", "BasicAuth", "BasicAuthRequireTLS"];
  const worst: AuthFacts = { mechanism: "XOAUTH2", secure: false, inTransaction: true };

  // Each row is refused by its own check though all later ones would refuse too.
  test.each<{ title: string; mechanisms: AuthMechanism[]; requireTls: boolean; facts: AuthFacts; reply: string }>([
    {
      title: "no AUTH offered",
      mechanisms: none,
      requireTls: true,
      facts: worst,
      reply: "502 5.5.1 Command not implemented",
    },
    {
      title: "unknown mechanism",
      mechanisms: afterTls,
      requireTls: true,
      facts: worst,
      reply: "504 5.7.4 Unrecognized authentication type",
    },
    {
      title: "RequireTLS",
      mechanisms: afterTls,
      requireTls: true,
      facts: { ...worst, mechanism: "PLAIN" },
      reply: "530 5.7.0 Must issue a STARTTLS command first",
    },
    {
      title: "BasicAuthRequireTLS",
      mechanisms: afterTls,
      requireTls: false,
      facts: { ...worst, mechanism: "plain" },
      reply: "538 5.7.11 Encryption required for requested authentication mechanism",
    },
    {
      title: "in a transaction",
      mechanisms: afterTls,
      requireTls: true,
      facts: { ...worst, mechanism: "LOGIN", secure: true },
      reply: "503 5.5.1 AUTH not permitted during a mail transaction",
    },
    {
      title: "go on",
      mechanisms: basic,
      requireTls: false,
      facts: { ...worst, mechanism: "LOGIN", inTransaction: false },
      reply: "334",
    },
  ])("$title", ({ mechanisms, requireTls, facts, reply }) => {
    const decision = decideAuth(session({ authMechanism: mechanisms, requireTls }), facts);
    expect(formatReply(decision.reply)).toBe(reply);
    expect(decision.action).toBe(reply === "334" ? "accept" : "reject");
  });

  test("is refused once authenticated, before the transaction is looked at", () => {
    const policy = session({ authMechanism: basic, permissionGroups: ["ExchangeUsers"] });
    const authenticated = decideAuthenticated(policy, GOOD).policy;
    const facts = { mechanism: "PLAIN", secure: false, inTransaction: true };
    expect(authenticated && decideAuth(authenticated, facts).reason).toBe("auth-already");
  });
});

describe("decideAuthenticated", () => {
  test("gives the account's rights, and the anonymous ones no longer", () => {
    const policy = session({
      authMechanism: ["Tls", "BasicAuth"],
      permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
    });
    const decision = decideAuthenticated(policy, GOOD);
    expect(formatReply(decision.reply)).toBe("235 2.7.0 Authentication Succeeded");
    const { granted } = decision.policy?.rights ?? { granted: new Map() };
    expect(granted.has("ms-Exch-SMTP-Accept-Any-Recipient")).toBe(true);
    expect(granted.has("ms-Exch-SMTP-Accept-Any-Sender")).toBe(false);
  });

  test("good credentials without Submit get the very reply of bad ones", () => {
    const policy = session({ authMechanism: ["Tls", "BasicAuth"], permissionGroups: ["AnonymousUsers"] });
    const good = decideAuthenticated(policy, GOOD);
    const bad = decideAuthenticated(policy, { outcome: "bad" });
    expect(good).toMatchObject({ action: "reject", reason: "no-submit-right" });
    expect(good.policy).toBeUndefined();
    expect(good.reply).toEqual(bad.reply);
    expect(formatReply(bad.reply)).toBe("535 5.7.3 Authentication unsuccessful");
  });

  test("accounts that cannot be read are a temporary failure", () => {
    const decision = decideAuthenticated(session({}), { outcome: "unavailable" });
    expect(formatReply(decision.reply)).toBe("454 4.7.0 Temporary authentication failure");
  });
});

describe("budgets", () => {
  test("the 421 of MaxProtocolErrors answers the first error beyond the number", () => {
    const policy = session({ maxProtocolErrors: 5 });
    expect(decideProtocolErrors(policy, 5)).toBeUndefined();
    expect(decideProtocolErrors(policy, 6)).toMatchObject({
      action: "close",
      reply: { code: 421, enhancedCode: "4.7.0" },
    });
    expect(decideProtocolErrors(session({ maxProtocolErrors: "unlimited" }), 1e9)).toBeUndefined();
    expect(decideProtocolErrors(session({ maxProtocolErrors: 0 }), 1)?.action).toBe("close");
  });

  test("syntax spends the protocol budget, policy does not", () => {
    const policy = session({ permissionGroups: ["AnonymousUsers"] });
    const bad = decideMail(policy, policy.snapshot, { ...MAIL, address: "nonsense" });
    expect(budgetOf(bad)).toBe("protocol-errors");
    const closed = session({});
    expect(budgetOf(decideMail(closed, closed.snapshot, MAIL))).toBe("none");
  });
});
