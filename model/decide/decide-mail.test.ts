import { formatReply } from "../replies";
import type { ReceiveConnectorSettings } from "../settings";
import { snapshotOf } from "../snapshot-fixture";
import { connected, MAIL } from "./conversation-fixture";
import { decideAuthenticated } from "./decide-authenticated";
import { decideMail } from "./decide-mail";
import type { MailFacts } from "./facts";

const DOMAINS = [
  { domainName: "contoso.com" },
  { domainName: "relay.example", domainType: "InternalRelay" },
  { domainName: "partner.example", domainType: "ExternalRelay" },
] as const;

function judge(settings: Partial<ReceiveConnectorSettings>, facts: Partial<MailFacts> = {}) {
  const policy = connected(snapshotOf({ receiveConnectors: [{ id: "c", ...settings }], acceptedDomains: DOMAINS }));
  return decideMail(policy, policy.snapshot, { ...MAIL, ...facts });
}

const ANONYMOUS: Partial<ReceiveConnectorSettings> = { permissionGroups: ["AnonymousUsers"] };

describe("decideMail", () => {
  // Each row is refused by its own check though all later ones would refuse too.
  const worst: Partial<MailFacts> = { address: "no address", parameters: { SIZE: "99999999" }, spoolAccepting: false };
  test.each<{ title: string; settings: Partial<ReceiveConnectorSettings>; facts: Partial<MailFacts>; reply: string }>([
    {
      title: "RequireTLS first",
      settings: { requireTls: true },
      facts: worst,
      reply: "530 5.7.0 Must issue a STARTTLS command first",
    },
    {
      title: "syntax",
      settings: { requireTls: true },
      facts: { ...worst, secure: true },
      reply: "501 5.1.7 Bad sender address syntax",
    },
    {
      title: "parameters",
      settings: {},
      facts: { ...worst, address: "a@b.example", parameters: { SIZE: "99999999", FROB: "1" } },
      reply: "555 5.5.4 Parameter not recognized",
    },
    {
      title: "Submit",
      settings: {},
      facts: { ...worst, address: "a@b.example" },
      reply: "530 5.7.1 Client was not authenticated",
    },
    {
      title: "resources",
      settings: ANONYMOUS,
      facts: { ...worst, address: "a@b.example" },
      reply: "452 4.3.1 Insufficient system resources",
    },
    {
      title: "SIZE",
      settings: ANONYMOUS,
      facts: { ...worst, address: "a@b.example", spoolAccepting: true },
      reply: "552 5.3.4 Message size exceeds fixed maximum message size",
    },
    {
      title: "sender last",
      settings: { permissionGroups: ["Partners"] },
      facts: {},
      reply: "530 5.7.1 Client was not authenticated",
    },
    {
      title: "all well",
      settings: ANONYMOUS,
      facts: { parameters: { size: "1000", BODY: "8bitmime" } },
      reply: "250 2.1.0 Sender OK",
    },
  ])("$title", ({ settings, facts, reply }) => {
    expect(formatReply(judge(settings, facts).reply)).toBe(reply);
  });

  test.each<[MailFacts["parameters"], string]>([
    [{ SIZE: "12x" }, "501 5.5.4 Invalid parameter value"],
    [{ SIZE: true }, "501 5.5.4 Invalid parameter value"],
    [{ BODY: "BINARYMIME" }, "250 2.1.0 Sender OK"],
    [{ BODY: "9BIT" }, "501 5.5.4 Invalid parameter value"],
    [{ SIZE: "1", size: "2" }, "501 5.5.4 Invalid parameter value"],
    [{ SMTPUTF8: true }, "555 5.5.4 Parameter not recognized"],
    [{ ENVID: "x" }, "250 2.1.0 Sender OK"],
    [{ FROB: "x" }, "555 5.5.4 Parameter not recognized"],
    [{ AUTH: "<>" }, "250 2.1.0 Sender OK"],
    [{ AUTH: "e+3Dmc2@example.com" }, "250 2.1.0 Sender OK"],
  ])("with %j answers %s", (parameters, reply) => {
    expect(formatReply(judge(ANONYMOUS, { parameters }).reply)).toBe(reply);
  });

  test.each<{ title: string; sender: string; deny: string | null; reason: string; reply: string }>([
    {
      title: "the null sender needs Submit alone",
      sender: "",
      deny: "ms-Exch-SMTP-Accept-Any-Sender",
      reason: "null-sender",
      reply: "250 2.1.0 Sender OK",
    },
    {
      title: "an own domain",
      sender: "a@contoso.com",
      deny: null,
      reason: "own-domain-sender",
      reply: "250 2.1.0 Sender OK",
    },
    {
      title: "an internal relay domain is own",
      sender: "a@relay.example",
      deny: "ms-Exch-SMTP-Accept-Any-Sender",
      reason: "own-domain-sender",
      reply: "250 2.1.0 Sender OK",
    },
    {
      title: "an external relay domain is foreign",
      sender: "a@partner.example",
      deny: "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender",
      reason: "foreign-sender",
      reply: "250 2.1.0 Sender OK",
    },
    {
      title: "Any-Sender does not cover own domains",
      sender: "a@CONTOSO.com",
      deny: "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender",
      reason: "sender-not-allowed",
      reply: "550 5.7.1 Anonymous client does not have permissions to send as this sender",
    },
    {
      title: "a foreign domain needs Any-Sender",
      sender: "a@fabrikam.com",
      deny: "ms-Exch-SMTP-Accept-Any-Sender",
      reason: "sender-not-allowed",
      reply: "550 5.7.1 Anonymous client does not have permissions to send as this sender",
    },
    {
      title: "beyond ASCII",
      sender: "\u00fc@contoso.com",
      deny: null,
      reason: "bad-syntax",
      reply: "553 5.6.7 Address requires SMTPUTF8, which is not offered",
    },
    {
      title: "no domain",
      sender: "crm",
      deny: null,
      reason: "bad-syntax",
      reply: "501 5.1.7 Bad sender address syntax",
    },
  ])("$title", ({ sender, deny, reason, reply }) => {
    const connectorPermissions =
      deny === null ? [] : [{ connector: "c", access: "Deny", extendedRights: [deny] } as const];
    const receiveConnectors = [{ id: "c", permissionGroups: ["AnonymousUsers"] }] as const;
    const policy = connected(snapshotOf({ receiveConnectors, connectorPermissions, acceptedDomains: DOMAINS }));
    const decision = decideMail(policy, policy.snapshot, { ...MAIL, address: sender });
    expect(decision.reason).toBe(reason);
    expect(formatReply(decision.reply)).toBe(reply);
    expect(decision.transaction === undefined).toBe(decision.action !== "accept");
  });

  test("an account sends only as what its allowed senders list", () => {
    const settings = { authMechanism: ["Tls", "BasicAuth"], permissionGroups: ["ExchangeUsers"] } as const;
    const policy = connected(snapshotOf({ receiveConnectors: [{ id: "c", ...settings }] }));
    const allowedSenders = new Set(["crm@contoso.com", "fabrikam.com"]);
    const user = decideAuthenticated(policy, { outcome: "good", account: "crm", groups: [], allowedSenders }).policy;
    const reasons = ["CRM@contoso.com", "any@fabrikam.com", "any@sub.fabrikam.com", "ceo@contoso.com"].map(
      (address) => user && decideMail(user, user.snapshot, { ...MAIL, address }).reason,
    );
    expect(reasons).toEqual(["allowed-sender", "allowed-sender", "sender-not-allowed", "sender-not-allowed"]);
    const refused = user && decideMail(user, user.snapshot, { ...MAIL, address: "ceo@contoso.com" }).reply;
    expect(refused?.text).toBe("Client does not have permissions to send as this sender");
  });

  test("Bypass-Message-Size-Limit waives SIZE and the limit", () => {
    const external = { permissionGroups: ["ExchangeServers"], authMechanism: ["ExternalAuthoritative"] } as const;
    const decision = judge(external, { parameters: { SIZE: "99999999999" } });
    expect(decision.transaction?.maxMessageSize).toBeNull();
  });
});

describe("decideMail after a change", () => {
  const before = snapshotOf({ receiveConnectors: [{ id: "c", permissionGroups: ["AnonymousUsers"] }] });

  test("takes away what the current revision no longer grants", () => {
    const session = connected(before);
    const current = snapshotOf({ revision: 2, receiveConnectors: [{ id: "c" }] });
    expect(decideMail(session, current, MAIL)).toMatchObject({ action: "reject", reason: "no-submit-right" });
  });

  test("does not add what only the current revision grants", () => {
    const session = connected(snapshotOf({ receiveConnectors: [{ id: "c" }] }));
    expect(decideMail(session, before, MAIL)).toMatchObject({ action: "reject", reason: "no-submit-right" });
  });

  test.each([
    ["another connector wins", [{ id: "c" }, { id: "d", remoteIpRanges: ["192.168.2.0/24"] }]],
    ["the connector is disabled", [{ id: "c", enabled: false }]],
    ["none is left", []],
  ])("closes when %s", (_title, receiveConnectors) => {
    const decision = decideMail(connected(before), snapshotOf({ revision: 2, receiveConnectors }), MAIL);
    expect(decision).toMatchObject({
      action: "close",
      reason: "winner-changed",
      reply: { code: 421, enhancedCode: "4.3.2" },
    });
  });

  test("asks for TLS where only the current revision requires it", () => {
    const current = snapshotOf({
      receiveConnectors: [{ id: "c", permissionGroups: ["AnonymousUsers"], requireTls: true }],
    });
    expect(decideMail(connected(before), current, MAIL).reason).toBe("tls-required");
    expect(decideMail(connected(before), current, { ...MAIL, secure: true }).action).toBe("accept");
  });

  test("trusts an externally secured client no longer than its connector does", () => {
    const groups = ["AnonymousUsers", "ExchangeServers"] as const;
    const secured = { id: "c", permissionGroups: groups, authMechanism: ["ExternalAuthoritative"] } as const;
    const session = connected(snapshotOf({ receiveConnectors: [secured] }));
    const current = snapshotOf({ receiveConnectors: [{ ...secured, authMechanism: ["Tls"] }] });
    const { transaction } = decideMail(session, current, MAIL);
    expect(transaction?.rights.granted.has("ms-Exch-SMTP-Submit")).toBe(true);
    expect(transaction?.rights.granted.has("ms-Exch-SMTP-Accept-Any-Recipient")).toBe(false);
    expect(transaction?.maxMessageSize).toBe(37_748_736);
  });

  test("an account that can log in no longer has what strangers have, at most", () => {
    const offering = { id: "c", permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"] } as const;
    const credentials = { outcome: "good", account: "crm", groups: [], allowedSenders: new Set<string>() } as const;
    const user = decideAuthenticated(connected(snapshotOf({ receiveConnectors: [offering] })), credentials).policy;
    const current = snapshotOf({ receiveConnectors: [{ ...offering, authMechanism: ["Tls"] }] });
    expect(user && decideMail(user, current, { ...MAIL, address: "" }).reason).toBe("no-submit-right");
  });

  test("a domain that is ours in one revision only is spoofed by nobody and relayed to by nobody", () => {
    const ours = [{ domainName: "contoso.com" }];
    const deny = [
      { connector: "c", access: "Deny", extendedRights: ["ms-Exch-SMTP-Accept-Authoritative-Domain-Sender"] },
    ] as const;
    const parts = {
      receiveConnectors: [{ id: "c", permissionGroups: ["AnonymousUsers"] }],
      connectorPermissions: deny,
    } as const;
    const session = connected(snapshotOf(parts));
    const current = snapshotOf({ ...parts, acceptedDomains: ours });
    expect(decideMail(session, current, { ...MAIL, address: "ceo@contoso.com" }).reason).toBe("sender-not-allowed");
  });
});
