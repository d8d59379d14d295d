import { formatReply } from "../replies";
import { snapshotOf } from "../snapshot-fixture";
import { connected, MAIL, submitted } from "./conversation-fixture";
import { decideMail } from "./decide-mail";
import type { MailFacts } from "./facts";

const FLAG = {
  connector: "c",
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  extendedRights: ["ms-Exch-SMTP-Accept-Authentication-Flag"],
} as const;

type Rights = "none" | "allowed" | "denied";

function session(rights: Rights) {
  const allow = { ...FLAG, access: "Allow" } as const;
  const deny = { ...FLAG, access: "Deny" } as const;
  const connectorPermissions = { none: [], allowed: [allow], denied: [allow, deny] }[rights];
  return connected(
    snapshotOf({ receiveConnectors: [{ id: "c", permissionGroups: ["AnonymousUsers"] }], connectorPermissions }),
  );
}

describe("ms-Exch-SMTP-Accept-Authentication-Flag", () => {
  test.each<{ rights: Rights; parameters: MailFacts["parameters"]; submitter: string | undefined }>([
    { rights: "allowed", parameters: { AUTH: "crm@contoso.com" }, submitter: "crm@contoso.com" },
    { rights: "allowed", parameters: { auth: "e+3Dmc2@EXAMPLE.com" }, submitter: "e=mc2@example.com" },
    { rights: "allowed", parameters: { AUTH: '"a+20b"@example.com' }, submitter: '"a b"@example.com' },
    { rights: "allowed", parameters: { AUTH: "<>" }, submitter: "" },
    { rights: "allowed", parameters: { AUTH: "crm" }, submitter: "" },
    { rights: "allowed", parameters: { AUTH: "<crm@contoso.com>" }, submitter: "" },
    { rights: "allowed", parameters: { AUTH: "a@contoso.com+20SIZE+3D1" }, submitter: "" },
    { rights: "allowed", parameters: { AUTH: "+C3+A9@contoso.com" }, submitter: "" },
    { rights: "allowed", parameters: {}, submitter: undefined },
    { rights: "none", parameters: { AUTH: "crm@contoso.com" }, submitter: undefined },
    { rights: "none", parameters: { AUTH: "<>" }, submitter: undefined },
    { rights: "denied", parameters: { AUTH: "crm@contoso.com" }, submitter: undefined },
  ])("$rights: $parameters names $submitter", ({ rights, parameters, submitter }) => {
    expect(submitted(session(rights), { parameters }).submitter).toBe(submitter);
  });

  test.each(["a@contoso.com+0D+0ARCPT", "a b@contoso.com", "a=b@contoso.com", "a+2@contoso.com", ""])(
    "AUTH=%j is no xtext and is refused, with the right and without",
    (AUTH) => {
      for (const rights of ["allowed", "none"] as const) {
        const policy = session(rights);
        const { reply } = decideMail(policy, policy.snapshot, { ...MAIL, parameters: { AUTH } });
        expect(formatReply(reply)).toBe("501 5.5.4 Invalid parameter value");
      }
    },
  );

  test("a right that is taken back while the session lasts is not there at the next MAIL", () => {
    const policy = session("allowed");
    const facts = { ...MAIL, parameters: { AUTH: "crm@contoso.com" } };
    expect(decideMail(policy, session("none").snapshot, facts).transaction?.submitter).toBeUndefined();
  });
});
