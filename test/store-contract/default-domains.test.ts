import { Rehearsal } from "./rehearsal";
import { connector, create, owner, receiveConnector, remove, settings, update } from "./write-fixtures";

const CRM = receiveConnector(connector("CRM", ["10.0.0.1"], { defaultDomain: "contoso.com" }));
const CONTOSO = {
  kind: "AcceptedDomain",
  settings: settings("AcceptedDomain", { domainName: "contoso.com" }),
} as const;

describe("a default domain that the host does not accept", () => {
  it("is refused by hand, and taken from a stack with a notice until the domain is there", () => {
    const host = new Rehearsal();
    expect(host.refuse(create(CRM, null))).toMatchObject({
      code: "RELAY_DEFAULT_DOMAIN_UNKNOWN",
      property: "defaultDomain",
    });
    const early = host.accept(create(CRM, owner("crm", "t1")));
    expect(early.notices.join()).toContain(
      'Receive connector "CRM": defaultDomain is contoso.com, which is no accepted',
    );
    expect(host.accept(create(CONTOSO, owner("contoso", "t2"))).notices).toEqual([]);
  });

  it("is told when its domain goes, once", () => {
    const host = new Rehearsal();
    const contoso = host.accept(create(CONTOSO, owner("contoso", "t2"))).object;
    const crm = host.accept(create(CRM, owner("crm", "t1")));
    expect(crm.notices).toEqual([]);
    const gone = host.accept(remove("AcceptedDomain", contoso.id, { token: "t2" }));
    expect(gone.notices.join()).toContain('Receive connector "CRM": defaultDomain is contoso.com');
    const edited = receiveConnector({ ...CRM.settings, comment: "later" });
    expect(host.accept(update(edited, crm.object.id, { token: "t1" })).notices).toEqual([]);
  });
});
