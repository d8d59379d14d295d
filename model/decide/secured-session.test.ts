import { PARTNER_SERVERS } from "../principal";
import type { ReceiveConnectorSettings, RelayUserSettings } from "../settings";
import { snapshotOf } from "../snapshot-fixture";
import { connected, MAIL } from "./conversation-fixture";
import { decideAuth } from "./decide-auth";
import { decideMail } from "./decide-mail";
import type { ClientCertificate } from "./facts";
import { securedSession } from "./secured-session";

const CERTIFICATE: ClientCertificate = { fingerprint: "AA:BB", names: [], isCurrent: true, isTrusted: false };

interface Case {
  readonly title: string;
  readonly settings?: Partial<ReceiveConnectorSettings>;
  readonly user?: Partial<RelayUserSettings>;
  readonly certificate?: ClientCertificate | null;
}

function secured({ settings, user, certificate = CERTIFICATE }: Omit<Case, "title">) {
  const snapshot = snapshotOf({
    receiveConnectors: [{ id: "c", permissionGroups: ["ExchangeUsers"], ...settings }],
    relayGroups: [{ name: "Printers" }],
    relayUsers: [{ username: "crm", clientCertificates: ["AA:BB"], groups: ["Printers"], ...user }],
  });
  return securedSession(connected(snapshot), { clientCertificate: certificate, users: snapshot.users, at: 0 });
}

test("a certificate of an account logs it in with its groups and senders, and no AUTH comes after it", () => {
  const session = secured({
    user: { allowedSenders: ["crm@contoso.com"] },
    settings: { authMechanism: ["Tls", "BasicAuth"] },
  });
  expect(session.identity).toMatchObject({
    name: "crm",
    principals: ["NT AUTHORITY\\Authenticated Users", "crm", "Printers"],
    kind: "authenticated",
    authAs: "Internal",
    authMechanism: "certificate",
  });
  expect([...session.identity.allowedSenders]).toEqual(["crm@contoso.com"]);
  expect(session.rights.granted.has("ms-Exch-SMTP-Accept-Any-Recipient")).toBe(true);
  expect(decideAuth(session, { mechanism: "PLAIN", secure: true, inTransaction: false }).reply.code).toBe(503);
});

test("it does so where no password is taken", () => {
  expect(secured({ settings: { authMechanism: ["Tls"] } }).identity.name).toBe("crm");
});

test.each<Case>([
  { title: "no certificate", certificate: null },
  { title: "a certificate out of date", certificate: { ...CERTIFICATE, isCurrent: false } },
  { title: "a certificate of nobody", certificate: { ...CERTIFICATE, fingerprint: "CC:DD" } },
  { title: "a disabled account", user: { enabled: false } },
  { title: "an account that may not submit here", settings: { permissionGroups: ["AnonymousUsers"] } },
])("$title logs nobody in", (facts) => {
  const session = secured(facts);
  expect(session.identity.kind).toBe("anonymous");
  expect(session.identity.principals).not.toContain(PARTNER_SERVERS);
});

test("a certificate that is taken from its account ends what it allowed, at the next MAIL", () => {
  const session = secured({ user: { allowedSenders: ["crm@contoso.com"] } });
  const now = snapshotOf({
    revision: 2,
    receiveConnectors: [{ id: "c", permissionGroups: ["ExchangeUsers"] }],
    relayUsers: [{ username: "crm", clientCertificates: ["CC:DD"], allowedSenders: ["crm@contoso.com"] }],
  });
  const facts = { ...MAIL, secure: true, address: "crm@contoso.com" };
  expect(decideMail(session, session.snapshot, facts).action).toBe("accept");
  expect(decideMail(session, now, facts)).toMatchObject({ action: "reject", reason: "no-submit-right" });
});

test("an externally secured client stays what the network says it is", () => {
  const settings = {
    permissionGroups: ["ExchangeServers", "ExchangeUsers"],
    authMechanism: ["Tls", "ExternalAuthoritative"],
  } as const;
  expect(secured({ settings }).identity.kind).toBe("externally-secured");
});
