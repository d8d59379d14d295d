import { buildSnapshot, configStateOf, explain, parseConfigDocument } from "../../model";
import type { MailQuestion } from "../mail-question";
import { explanationText } from "./explanation-text";

const QUESTION: MailQuestion = {
  from: "192.168.2.55",
  to: "0.0.0.0:25",
  tls: false,
  mailFrom: "crm@contoso.com",
  rcptTo: "customer@fabrikam.com",
};

interface Objects {
  readonly receiveConnectors?: readonly object[];
  readonly connectorPermissions?: readonly object[];
}

function explained(objects: Objects, question: Partial<MailQuestion> = {}): string {
  const document = parseConfigDocument({ formatVersion: 1, revision: 9, ...objects });
  if (!document.ok) throw new Error(document.failures.map(({ message }) => message).join("\n"));
  const snapshot = buildSnapshot(configStateOf(document.value), { at: 0 });
  const explanation = explain(snapshot, { ...QUESTION, ...question, hostName: "relay.contoso.com", at: 0 });
  if (!explanation.ok) throw new Error("not explained");
  return explanationText({ revision: snapshot.revision, ...explanation.value });
}

const CRM = {
  name: "CRM",
  bindings: ["0.0.0.0:25"],
  remoteIpRanges: ["192.168.2.55"],
  permissionGroups: ["AnonymousUsers"],
  authMechanism: ["Tls"],
};

test("a client that no connector serves is told so, with nothing else to show", () => {
  expect(explained({ receiveConnectors: [CRM] }, { from: "10.0.0.1" })).toMatch(
    /^refused, connection closed: 421 4\.3\.2 .*\(no-connector\)\n\nclient +10\.0\.0\.1\nendpoint +0\.0\.0\.0:25\nrevision +9\nneeded +A ReceiveConnector with 0\.0\.0\.0:25 among its bindings .*\n\nSteps\n/,
  );
});

test("a right that nobody gives is named as missing", () => {
  expect(explained({ receiveConnectors: [CRM] })).toContain("no entry gives ms-Exch-SMTP-Accept-Any-Recipient");
});

test("a right that an entry denies is listed as taken away, with the entry", () => {
  const deny = {
    connector: "CRM",
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Deny",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  };
  const text = explained({ receiveConnectors: [CRM], connectorPermissions: [{ ...deny, access: "Allow" }, deny] });
  expect(text).toMatch(
    /Rights taken away\n {2}ms-Exch-SMTP-Accept-Any-Recipient +denied +entry connectorPermissions\[\d\]/,
  );
});

test("a superseded connector is named with the one that took over", () => {
  const older = { ...CRM, name: "Older", revision: 3 };
  const text = explained({ receiveConnectors: [older, { ...CRM, revision: 4 }] });
  expect(text).toMatch(/Older +192\.168\.2\.55 +0\.0\.0\.0:25 +superseded by CRM: a newer connector/);
});

test("what was looked at is told in order, with what decided and what was not reached", () => {
  const text = explained({ receiveConnectors: [CRM, { ...CRM, name: "Other", bindings: ["0.0.0.0:587"] }] });
  expect(text).toMatch(/What was looked at\n {2}connect +connection rate +at most 12000 a minute/);
  expect(text).toMatch(/ {2}rcpt +relay right +decided +no entry gives ms-Exch-SMTP-Accept-Any-Recipient\n/);
  expect(text).toMatch(/ {2}rcpt +onlyRecipients +not reached +not narrowed\n/);
  expect(text).toMatch(
    / {2}Other +192\.168\.2\.55 +0\.0\.0\.0:587 +not asked, other binding: it answers on 0\.0\.0\.0:587/,
  );
  expect(text).toMatch(/\nclient is +anonymous: NT AUTHORITY\\ANONYMOUS LOGON\n/);
});

test("an accepted domain and an IPv6 endpoint are shown as people write them", () => {
  const connector = { ...CRM, bindings: ["[::]:25"], remoteIpRanges: ["2001:db8::/64"] };
  const text = explained({ receiveConnectors: [connector] }, { from: "2001:db8::1", to: "[::]:25" });
  expect(text).toContain("endpoint    [::]:25");
});
