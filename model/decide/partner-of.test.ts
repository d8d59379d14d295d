import { formatReply } from "../replies";
import type { ReceiveConnectorSettings } from "../settings";
import { type StateFixture, snapshotOf } from "../snapshot-fixture";
import { connected, MAIL, RCPT, submitted } from "./conversation-fixture";
import { decideHeaders } from "./decide-headers";
import { decideMail } from "./decide-mail";
import { decideRcpt } from "./decide-rcpt";
import type { ClientCertificate } from "./facts";

const GOOD: ClientCertificate = {
  fingerprint: "AA",
  names: ["fabrikam.com", "mail.fabrikam.com"],
  isCurrent: true,
  isTrusted: true,
};
const PARTNERS: Partial<ReceiveConnectorSettings> = { permissionGroups: ["Partners"], domainSecureEnabled: true };
const LIST = ["fabrikam.com"];

function state(settings: Partial<ReceiveConnectorSettings>, list: readonly string[] = LIST): StateFixture {
  return {
    receiveConnectors: [{ id: "c", ...settings }],
    acceptedDomains: [{ domainName: "contoso.com" }],
    transportConfig: { tlsReceiveDomainSecureList: list },
  };
}

function judge(settings: Partial<ReceiveConnectorSettings>, certificate: ClientCertificate | null, address: string) {
  const session = { ...connected(snapshotOf(state(settings))), clientCertificate: certificate };
  return decideMail(session, session.snapshot, { ...MAIL, secure: true, address });
}

describe("a sender of a domain in TLSReceiveDomainSecureList, where DomainSecureEnabled holds", () => {
  test.each<{ title: string; certificate: ClientCertificate | null; reply: string }>([
    {
      title: "without certificate is asked for one",
      certificate: null,
      reply: "530 5.7.0 Client certificate required for this sender domain",
    },
    {
      title: "with a certificate out of date is refused",
      certificate: { ...GOOD, isCurrent: false },
      reply: "550 5.7.0 Client certificate not accepted",
    },
    {
      title: "with a certificate of an unknown authority is refused",
      certificate: { ...GOOD, isTrusted: false },
      reply: "550 5.7.0 Client certificate not accepted",
    },
    {
      title: "with somebody else's certificate is refused",
      certificate: { ...GOOD, names: ["mail.fabrikam.com", "*.com"] },
      reply: "550 5.7.0 Client certificate not accepted",
    },
    { title: "with a good certificate is a partner", certificate: GOOD, reply: "250 2.1.0 Sender OK" },
  ])("$title", ({ certificate, reply }) => {
    expect(formatReply(judge(PARTNERS, certificate, "crm@fabrikam.com").reply)).toBe(reply);
  });

  test("is Partner Servers for the transaction, which has the two rights of the preset", () => {
    const { transaction, reason } = judge(PARTNERS, GOOD, "crm@fabrikam.com");
    expect(reason).toBe("partner-sender");
    expect(transaction?.session.identity).toMatchObject({
      name: "MS Exchange\\Partner Servers",
      authAs: "Partner",
      authMechanism: "certificate",
    });
    expect([...(transaction?.rights.granted.keys() ?? [])].toSorted()).toEqual([
      "ms-Exch-Accept-Headers-Routing",
      "ms-Exch-SMTP-Submit",
    ]);
    const verdict = (address: string) => transaction && decideRcpt(transaction, { ...RCPT, address }).reason;
    expect(verdict("anna@contoso.com")).toBe("accepted-domain");
    expect(verdict("anna@example.org")).toBe("no-relay-right");
  });

  test("may write in the header only what its certificate names", () => {
    const session = { ...connected(snapshotOf(state(PARTNERS))), clientCertificate: GOOD };
    const transaction = submitted(session, { address: "crm@fabrikam.com" });
    const from = (value: string) => decideHeaders(transaction, { size: 1, fields: [{ name: "From", value }] }).reason;
    expect(from("crm@mail.fabrikam.com")).toBe("accepted");
    expect(from("boss@contoso.com")).toBe("header-sender-not-allowed");
    expect(from("x@example.org")).toBe("header-sender-not-allowed");
  });

  test("may not submit where the group Partners is missing", () => {
    const settings = { ...PARTNERS, permissionGroups: ["AnonymousUsers"] } as const;
    expect(formatReply(judge(settings, GOOD, "crm@fabrikam.com").reply)).toBe("550 5.7.1 Submission not authorized");
  });
});

describe("everybody else is who they are", () => {
  const both = { ...PARTNERS, permissionGroups: ["AnonymousUsers", "Partners"] } as const;

  test.each([
    { title: "another domain", settings: both, address: "crm@example.org" },
    { title: "a domain below one of the list", settings: both, address: "crm@sub.fabrikam.com" },
    { title: "the null sender", settings: both, address: "" },
    { title: "no DomainSecureEnabled", settings: { ...both, domainSecureEnabled: false }, address: "crm@fabrikam.com" },
  ])("$title", ({ settings, address }) => {
    for (const certificate of [null, GOOD]) {
      expect(judge(settings, certificate, address).transaction?.session.identity.kind).toBe("anonymous");
    }
  });
});

describe("when a revision changes under a session, the stricter one holds", () => {
  test.each([
    { title: "the list grew", before: state(PARTNERS, []), after: state(PARTNERS) },
    { title: "the list shrank", before: state(PARTNERS), after: state(PARTNERS, []) },
    {
      title: "DomainSecureEnabled was set",
      before: state({ ...PARTNERS, domainSecureEnabled: false }),
      after: state(PARTNERS),
    },
    {
      title: "DomainSecureEnabled was taken away",
      before: state(PARTNERS),
      after: state({ ...PARTNERS, domainSecureEnabled: false }),
    },
  ])("$title", ({ before, after }) => {
    const session = connected(snapshotOf(before));
    const facts = { ...MAIL, secure: true, address: "crm@fabrikam.com" };
    expect(decideMail(session, snapshotOf({ ...after, revision: 2 }), facts).reply.code).toBe(530);
  });

  test("the group was taken away", () => {
    const session = { ...connected(snapshotOf(state(PARTNERS))), clientCertificate: GOOD };
    const now = snapshotOf({ ...state({ ...PARTNERS, permissionGroups: ["None"] }), revision: 2 });
    const facts = { ...MAIL, secure: true, address: "crm@fabrikam.com" };
    expect(decideMail(session, now, facts).reason).toBe("no-submit-right");
  });
});
