import { explain } from "./explain";
import { snapshotOf } from "../snapshot-fixture";

const NEW_YEAR = "2027-01-01T00:00:00Z";
const AT = Date.parse(NEW_YEAR);
const RELAY = "ms-Exch-SMTP-Accept-Any-Recipient";

function ask(connector: object, permission: object, at: number) {
  const snapshot = snapshotOf({
    receiveConnectors: [{ id: "crm", name: "CRM Application", permissionGroups: ["AnonymousUsers"], ...connector }],
    connectorPermissions: [{ connector: "crm", ...permission }],
  });
  const answer = explain(snapshot, {
    from: "192.168.2.55",
    to: "10.0.0.5:25",
    tls: false,
    mailFrom: "crm@fabrikam.com",
    rcptTo: "customer@example.org",
    hostName: "relay.contoso.com",
    at,
  });
  if (!answer.ok) throw new Error(answer.failures[0]?.message);
  return answer.value;
}

describe("an explanation of what has expired", () => {
  test("names the entry and says that it has, from the second on", () => {
    expect(ask({}, { expiresAt: NEW_YEAR }, AT - 1).verdict.reason).toBe("relay-right");
    const { verdict, rights } = ask({}, { expiresAt: NEW_YEAR }, AT);
    expect(verdict).toMatchObject({
      step: "rcpt",
      reason: "relay-right-expired",
      replyLine: "550 5.7.1 Unable to relay",
    });
    expect(rights.missing).toEqual([
      {
        right: RELAY,
        reason: "expired",
        by: expect.objectContaining({ entry: "permission-0", right: RELAY }) as object,
      },
    ]);
  });

  test("of a connector: it is chosen, and each right it gave is there no more", () => {
    const { verdict, rights, candidates } = ask({ expiresAt: NEW_YEAR }, {}, AT);
    expect(candidates).toMatchObject([{ connectorName: "CRM Application", outcome: "chosen" }]);
    expect(verdict).toMatchObject({ step: "mail", reason: "submit-right-expired" });
    expect(rights.granted).toEqual([]);
    expect(rights.missing.map(({ reason }) => reason)).toEqual(Array.from({ length: 5 }, () => "expired"));
  });
});
