import fc from "fast-check";
import { explain, type ExplainQuestion } from "./explain";
import type { Explanation } from "./explanation";
import type { Failure } from "../failure";
import { answerProbe } from "../impact/answer-probe";
import { PROPERTY_RUNS as numRuns } from "../impact/property-runs-fixture";
import { RANDOM_PROBE } from "../impact/random-probes-fixture";
import { RANDOM_WORLD } from "../impact/random-worlds-fixture";
import type { RelayProbe } from "../impact/relay-probe";
import type { Snapshot } from "../snapshot";
import { snapshotOf } from "../snapshot-fixture";

const QUESTION: ExplainQuestion = {
  from: "192.168.2.55",
  to: "10.0.0.5:25",
  tls: false,
  mailFrom: "a@outside.example",
  rcptTo: "b@elsewhere.example",
  hostName: "relay.contoso.com",
  at: 0,
};

function ask(snapshot: Snapshot, question: Partial<ExplainQuestion> = {}): Explanation {
  const answer = explain(snapshot, { ...QUESTION, ...question });
  if (!answer.ok) throw new Error(answer.failures.map(({ message }) => message).join(" "));
  return answer.value;
}

function refused(question: Partial<ExplainQuestion>): readonly Failure[] {
  const answer = explain(snapshotOf({}), { ...QUESTION, ...question });
  return answer.ok ? [] : answer.failures;
}

const OPEN = { id: "c", permissionGroups: ["AnonymousUsers"] } as const;
const ACCOUNTS = snapshotOf({
  receiveConnectors: [
    {
      id: "c",
      authMechanism: ["Tls", "BasicAuth"],
      permissionGroups: ["AnonymousUsers", "ExchangeUsers", "Partners"],
      domainSecureEnabled: true,
    },
  ],
  relayGroups: [{ name: "Apps" }],
  relayUsers: [{ username: "crm", clientCertificates: ["AA"] }, { username: "erp" }],
  connectorPermissions: [{ connector: "c", principal: "Apps", extendedRights: ["ms-Exch-SMTP-Accept-Any-Sender"] }],
  acceptedDomains: [{ domainName: "contoso.com" }],
  transportConfig: { tlsReceiveDomainSecureList: ["fabrikam.com"] },
});

describe("who the client is", () => {
  test("by a certificate of an account", () => {
    const told = ask(ACCOUNTS, { tls: true, certificateOf: "CRM", mailFrom: "<>" });
    expect(told.identity).toMatchObject({ name: "crm", kind: "authenticated" });
    expect(told.verdict).toMatchObject({ reason: "relay-right" });
    expect(checkOf(told, "starttls", "client certificate")).toBe("logs in as crm");
    const without = ask(ACCOUNTS, { tls: true, certificateOf: "erp" });
    expect(without.identity?.kind).toBe("anonymous");
    expect(checkOf(without, "starttls", "client certificate")).toBe(
      "there is no RelayUser erp with a certificate: none is shown",
    );
  });

  test("by a partner's certificate", () => {
    const told = ask(ACCOUNTS, {
      tls: true,
      partner: "Fabrikam.com",
      mailFrom: "a@fabrikam.com",
      rcptTo: "b@contoso.com",
    });
    expect(told.identity).toMatchObject({ kind: "partner" });
    expect(told.verdict).toMatchObject({ reason: "accepted-domain" });
    expect(ask(ACCOUNTS, { tls: true, mailFrom: "a@fabrikam.com" }).verdict.reason).toBe("client-certificate-required");
  });

  test("by an account of the directory, in a group or in none", () => {
    const told = ask(ACCOUNTS, { directoryAccount: true, group: "apps" });
    expect(told.verdict).toMatchObject({ action: "accept", reason: "relay-right" });
    expect(told.identity).toMatchObject({ name: "an account of the directory" });
    const alone = ask(ACCOUNTS, { directoryAccount: true });
    expect(alone.verdict).toMatchObject({ step: "mail", reason: "sender-not-allowed" });
    expect(alone.suggestion).toContain("to NT AUTHORITY\\Authenticated Users on ReceiveConnector c");
    const unknown = ask(ACCOUNTS, { directoryAccount: true, group: "nobody" });
    expect(checkOf(unknown, "credentials", "account")).toContain("no RelayGroup nobody is declared");
  });

  test.each<[question: Partial<ExplainQuestion>, says: string]>([
    [{ user: "crm", partner: "fabrikam.com", tls: true }, "partner does not go with user: a client is one of them."],
    [{ certificateOf: "crm" }, "certificateOf needs tls"],
    [{ partner: "fabrikam.com" }, "partner needs tls"],
    [{ partner: "*.fabrikam.com", tls: true }, "has a wildcard"],
    [{ group: "Apps" }, "group goes with directoryAccount"],
    [{ group: "Apps", user: "crm" }, "group goes with directoryAccount"],
  ])("not by %j", (question, says) => {
    expect(refused(question)).toEqual([expect.objectContaining({ message: expect.stringContaining(says) as string })]);
  });
});

describe("the mail itself", () => {
  test("is judged by its From and its size where they are known", () => {
    const snapshot = snapshotOf({
      receiveConnectors: [{ ...OPEN, maxMessageSize: 1000, onlySenders: ["outside.example"] }],
      connectorPermissions: [{ connector: "c" }],
    });
    expect(ask(snapshot).steps.map(({ step }) => step)).toEqual(["connect", "ehlo", "mail", "rcpt"]);
    const good = ask(snapshot, { headerFrom: '"A" <a@outside.example>', size: 1000 });
    expect(good.steps.map(({ step }) => step).slice(4)).toEqual(["headers", "message"]);
    expect(good.verdict.action).toBe("accept");
    expect(ask(snapshot, { headerFrom: "ceo@contoso.com" }).verdict).toMatchObject({
      step: "headers",
      reason: "header-sender-not-allowed",
    });
    expect(ask(snapshot, { size: 1001 })).toMatchObject({
      verdict: { step: "message", reason: "message-size" },
      suggestion: expect.stringContaining("A larger maxMessageSize") as string,
      route: null,
    });
  });

  test("may have letters beyond ASCII, which its client then says", () => {
    const snapshot = snapshotOf({ receiveConnectors: [{ ...OPEN, smtpUtf8Enabled: true }], acceptedDomains: [{}] });
    expect(ask(snapshot, { rcptTo: "ö@contoso.com" }).verdict.action).toBe("accept");
  });
});

describe("why a connector was chosen or not", () => {
  const stack = "s";
  const snapshot = snapshotOf({
    receiveConnectors: [
      { ...OPEN, id: "all" },
      { ...OPEN, id: "net", remoteIpRanges: ["192.168.2.0/24"], stack, selectionRevision: 1 },
      { ...OPEN, id: "newer net", remoteIpRanges: ["192.168.2.0/24"], stack, selectionRevision: 2 },
      { ...OPEN, id: "exact", remoteIpRanges: ["192.168.0.0/16"], bindings: ["10.0.0.5:25"] },
      { ...OPEN, id: "submission", remoteIpRanges: ["192.168.2.55"], bindings: ["0.0.0.0:587"] },
      { ...OPEN, id: "off", remoteIpRanges: ["192.168.2.55"], enabled: false },
      { ...OPEN, id: "elsewhere", remoteIpRanges: ["10.0.0.0/8"], bindings: ["0.0.0.0:2525"] },
    ],
  });

  test("is said in words", () => {
    const { candidates } = ask(snapshot);
    expect(candidates.map(({ connectorName, outcome, why }) => [connectorName, outcome, why])).toEqual([
      ["net", "superseded", "superseded by newer net: a newer connector of its stack took over a range in conflict"],
      ["newer net", "chosen", "192.168.2.0/24 is the smallest range here"],
      ["exact", "less-specific", "192.168.0.0/16 is less specific than 192.168.2.0/24 of newer net"],
      ["all", "less-specific", "0.0.0.0/0 is less specific than 192.168.2.0/24 of newer net"],
      ["off", "disabled", "it is disabled"],
      ["submission", "other-binding", "other binding: it answers on 0.0.0.0:587, not on 10.0.0.5:25"],
    ]);
  });
});

describe("what would be needed", () => {
  const deny = { connector: "c", access: "Deny", extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"] } as const;

  test.each<[title: string, snapshot: Snapshot, question: Partial<ExplainQuestion>, says: string | null]>([
    ["nothing", snapshotOf({ receiveConnectors: [OPEN], connectorPermissions: [{ connector: "c" }] }), {}, null],
    [
      "a connector",
      snapshotOf({}),
      {},
      "A ReceiveConnector with 10.0.0.5:25 among its bindings and 192.168.2.55 within its remoteIpRanges.",
    ],
    [
      "the relay right",
      snapshotOf({ receiveConnectors: [OPEN] }),
      {},
      "A ConnectorPermission that allows ms-Exch-SMTP-Accept-Any-Recipient to NT AUTHORITY\\ANONYMOUS LOGON on ReceiveConnector c; or elsewhere.example as an AcceptedDomain, if it is yours.",
    ],
    [
      "no Deny",
      snapshotOf({ receiveConnectors: [OPEN], connectorPermissions: [{ connector: "c" }, deny] }),
      {},
      "A Deny wins over every Allow: entry permission-1 for NT AUTHORITY\\ANONYMOUS LOGON would have to go.",
    ],
    ["Submit", snapshotOf({ receiveConnectors: [{ id: "c" }] }), {}, "or the permission group AnonymousUsers."],
    [
      "TLS",
      snapshotOf({ receiveConnectors: [{ ...OPEN, requireTls: true }] }),
      {},
      "TLS: the client must use STARTTLS first.",
    ],
    [
      "Tls",
      snapshotOf({ receiveConnectors: [{ ...OPEN, authMechanism: ["None"] }] }),
      { tls: true },
      "Tls in authMechanism of ReceiveConnector c.",
    ],
    [
      "AUTH",
      snapshotOf({ receiveConnectors: [OPEN] }),
      { user: "crm" },
      "BasicAuth in authMechanism of ReceiveConnector c, or a client that does not log in.",
    ],
    ["an account", ACCOUNTS, { user: "nobody" }, "A RelayUser of this name that is enabled, and its password."],
    ["to be allowed to send", ACCOUNTS, { user: "erp" }, "; or a@outside.example in allowedSenders of RelayUser erp."],
    [
      "to be a sender",
      snapshotOf({ receiveConnectors: [{ ...OPEN, onlySenders: ["x.example"] }] }),
      {},
      "a@outside.example in onlySenders of ReceiveConnector c.",
    ],
    [
      "a domain",
      snapshotOf({ receiveConnectors: [OPEN] }),
      { rcptTo: "a@[192.0.2.1]" },
      "A recipient at a domain: address literals are always refused.",
    ],
  ])("is %s", (_title, snapshot, question, says) => {
    const { suggestion } = ask(snapshot, question);
    if (says === null) expect(suggestion).toBeNull();
    else expect(suggestion).toContain(says);
  });
});

test("everything asked as a probe is answered as sessions are, and each refusal has one check that decides it", () => {
  fc.assert(
    fc.property(RANDOM_WORLD, RANDOM_PROBE, (world, probe) => {
      const { snapshot, at } = world;
      const told = ask(snapshot, { ...questionOf(probe), at });
      const answer = answerProbe(world, probe);
      expect(told.verdict.reason).toBe(answer.reason);
      expect(told.verdict.by).toEqual(answer.by);
      for (const { action, checks } of told.steps) {
        const deciding = checks.filter(({ outcome }) => outcome === "decided");
        if (action === "accept") expect(checks.some(({ outcome }) => outcome === "not-reached")).toBe(false);
        else expect(deciding).toHaveLength(1);
      }
      if (answer.verdict === "refuse")
        expect([answer.reason, told.suggestion]).toEqual([answer.reason, expect.any(String)]);
      else expect(told.suggestion).toBeNull();
    }),
    { numRuns },
  );
});

function questionOf({ client, local, session, sender, recipient }: RelayProbe): Partial<ExplainQuestion> {
  const to = local.address.includes(":") ? `[${local.address}]:${local.port}` : `${local.address}:${local.port}`;
  const { identity, tls } = session;
  return {
    ...{ from: client, to, tls, mailFrom: sender, rcptTo: recipient },
    ...(identity.kind === "account"
      ? { [identity.by === "password" ? "user" : "certificateOf"]: identity.username }
      : {}),
    ...(identity.kind === "partner" ? { partner: identity.domain } : {}),
    ...(identity.kind === "directory-account"
      ? { directoryAccount: true, ...(identity.group === null ? {} : { group: identity.group }) }
      : {}),
  };
}

function checkOf({ steps }: Explanation, step: string, check: string): string | undefined {
  return steps.find((one) => one.step === step)?.checks.find((one) => one.check === check)?.finding;
}
