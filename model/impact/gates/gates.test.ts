import type { RelayWorld } from "../relay-world";
import { ceilingOf, crmState, intentOf, messages, noNewAccessOf, worldOf } from "./gates-fixture";

const TWO = worldOf(crmState(["192.168.2.55-192.168.2.56"]));
const WIDE = worldOf(crmState(["192.168.2.0/24"]));
const UNKNOWN = { object: 'ReceiveConnector "CRM Application"', property: "remoteIpRanges" };

describe("a ceiling", () => {
  const crm = { name: "crm", addresses: ["192.168.2.55-192.168.2.56"], recipients: ["external"], maxAddresses: 4 };

  test("passes what is within", () => {
    expect(ceilingOf(TWO, [crm])).toMatchObject({ outcome: "pass", violations: [] });
  });

  test("says what it does not allow, which rule came nearest, and a witness of it", () => {
    const { outcome, violations } = ceilingOf(WIDE, [{ name: "mail", addresses: ["10.0.0.1"], tls: "required" }, crm]);
    expect(outcome).toBe("fail");
    expect(violations).toEqual([
      expect.objectContaining({
        kind: "not-covered",
        message: expect.stringMatching(
          /^ceiling "crm" does not allow 254 addresses \(192\.168\.2\.0-192\.168\.2\.54, 192\.168\.2\.57-192\.168\.2\.255\): anonymous, .* -> any recipient but at contoso\.com, on 0\.0\.0\.0:25$/,
        ) as string,
        witness: expect.objectContaining({ client: "192.168.2.1" }) as unknown,
        nearest: [
          {
            rule: "crm",
            path: "allow[1]",
            missing: [
              {
                key: "addresses",
                text: expect.stringMatching(/^addresses leave out 192\.168\.2\.0-192\.168\.2\.54, /) as string,
              },
            ],
          },
        ],
      }),
    ]);
  });

  test("permits as many addresses as it says, and no more", () => {
    const { violations } = ceilingOf(WIDE, [{ name: "crm", connectors: ["CRM Application"], maxAddresses: 4 }]);
    expect(violations).toMatchObject([{ rule: "crm", limit: 4, count: 256n, path: "allow[0]" }]);
    expect(violations[0]?.message).toBe('ceiling "crm" permits at most 4 addresses, 256 rely on it');
    expect(ceilingOf(WIDE, [{ name: "crm", maxAddresses: 256 }]).outcome).toBe("pass");
  });

  test("counts only addresses that no rule without a number allows, whatever the order", () => {
    const all = { name: "all", addresses: ["192.168.2.0/25"] };
    const few = { name: "few", maxAddresses: 128 };
    expect(ceilingOf(WIDE, [few, all]).outcome).toBe("pass");
    expect(ceilingOf(WIDE, [all, few]).outcome).toBe("pass");
    expect(messages(ceilingOf(WIDE, [all, { ...few, maxAddresses: 127 }]))).toEqual([
      'ceiling "few" permits at most 127 addresses, 128 rely on it',
    ]);
  });

  test("takes two rules together", () => {
    const halves = ["192.168.2.0/25", "192.168.2.128/25"].map((range) => ({ name: range, addresses: [range] }));
    expect(ceilingOf(WIDE, halves).outcome).toBe("pass");
    expect(ceilingOf(WIDE, halves.slice(1)).outcome).toBe("fail");
    const byTls = ["required", "none"].map((tls) => ({ name: tls, tls }));
    expect(ceilingOf(WIDE, byTls).outcome).toBe("pass");
  });

  test("allows nothing of what is excepted, and says so", () => {
    const { violations } = ceilingOf(WIDE, [{ name: "crm", except: [{ addresses: ["192.168.2.1"] }] }]);
    expect(violations).toMatchObject([
      {
        rest: { addresses: [{ family: 4, first: 0xc0a80201, last: 0xc0a80201 }] },
        nearest: [{ missing: [{ key: "except", text: "allow[0].except[0] takes it out" }] }],
      },
    ]);
  });

  test("without rules allows nobody to relay, and mail for accepted domains only matters when it is asked for", () => {
    expect(
      ceilingOf(worldOf({ receiveConnectors: [{ id: "c", permissionGroups: ["AnonymousUsers"] }] }), []).outcome,
    ).toBe("pass");
    expect(ceilingOf(TWO, []).violations).toHaveLength(1);
    expect(ceilingOf(TWO, [crm], { verdicts: ["relay", "accept"] }).outcome).toBe("fail");
    expect(
      ceilingOf(TWO, [crm, { name: "in", recipients: ["accepted"] }], { verdicts: ["relay", "accept"] }).outcome,
    ).toBe("pass");
  });

  test("cannot tell what is not known yet, and names trusted proxies that it does not allow", () => {
    const unknown = worldOf(crmState(["192.168.2.55-192.168.2.56"]), [UNKNOWN]);
    expect(ceilingOf(unknown, [crm])).toMatchObject({ outcome: "cannot-tell", unknowns: [UNKNOWN] });
    expect(ceilingOf(unknown, []).outcome).toBe("fail");
    const proxied = worldOf(
      crmState(["192.168.2.55-192.168.2.56"], { transportConfig: { trustedProxies: ["10.0.0.4"] } }),
    );
    expect(messages(ceilingOf(proxied, [crm]))).toEqual([
      expect.stringContaining("10.0.0.4 may claim every client address"),
    ]);
    expect(ceilingOf(proxied, [crm], { trustedProxies: ["10.0.0.0/28"] }).outcome).toBe("pass");
  });
});

describe("an intent", () => {
  const widening = {
    name: "crm network",
    kinds: ["widened"],
    addresses: ["192.168.2.0/24"],
    connectors: ["CRM Application"],
  };

  test("passes the change that it says, and nothing else", () => {
    const worlds = { before: TWO, after: WIDE };
    expect(intentOf(worlds, [{ name: "all" }]).outcome).toBe("pass");
    expect(intentOf(worlds, [widening, { name: "moves", kinds: ["moved"] }]).outcome).toBe("pass");
    expect(intentOf(worlds, []).outcome).toBe("fail");
    expect(
      intentOf(worlds, [
        { ...widening, kinds: ["narrowed"] },
        { name: "moves", kinds: ["moved"] },
      ]).outcome,
    ).toBe("fail");
    const typo = { ...widening, addresses: ["192.168.2.0/25"] };
    expect(messages(intentOf(worlds, [typo, { name: "moves", kinds: ["moved"] }]))).toEqual([
      expect.stringMatching(/^intent "crm network" does not allow 128 addresses \(192\.168\.2\.128\/25\)/),
    ]);
  });

  test("knows whose domain was accepted when less is allowed", () => {
    const after = worldOf(crmState(["192.168.2.55-192.168.2.56"], { acceptedDomains: [] }));
    const worlds = { before: TWO, after };
    expect(intentOf(worlds, [{ name: "domain", recipients: ["accepted"] }]).violations).toMatchObject([
      { row: { kind: "widened" } },
    ]);
    expect(intentOf(worlds, [{ name: "domain", recipients: ["contoso.com", "accepted"] }]).outcome).toBe("pass");
  });

  test("names routes and trusted proxies that change without it", () => {
    const after = worldOf(
      crmState(["192.168.2.55-192.168.2.56"], {
        sendConnectors: [{ name: "Out" }],
        transportConfig: { trustedProxies: ["10.0.0.4"] },
      }),
    );
    const worlds = { before: TWO, after };
    expect(messages(intentOf(worlds, []))).toEqual([
      "intent: 10.0.0.4 becomes a trusted proxy",
      expect.stringMatching(/^intent: mail to .* leaves by another way/),
    ]);
    expect(intentOf(worlds, [], { routes: ["*"], trustedProxies: ["10.0.0.4"] }).outcome).toBe("pass");
  });
});

/** One connector, with AUTH after TLS only, and in clear as well. */
const [PROTECTED, CLEAR] = [["BasicAuthRequireTLS"], []].map((more) => {
  const authMechanism = ["Tls", "BasicAuth", ...more] as never;
  return worldOf({ receiveConnectors: [{ id: "crm", name: "CRM", permissionGroups: [], authMechanism }] });
}) as [RelayWorld, RelayWorld];

describe("an intent and passwords in clear", () => {
  test("names a connector that newly offers AUTH without TLS, unless the file does", () => {
    const worlds = { before: PROTECTED, after: CLEAR };
    expect(messages(intentOf(worlds, [], { clearAuth: ["Other"] }))).toEqual([
      expect.stringMatching(/^intent: passwords may newly cross .* "CRM" offers AUTH .*, and clearAuth of the file/),
    ]);
    expect(intentOf(worlds, [], { clearAuth: ["crm"] }).outcome).toBe("pass");
    expect(intentOf({ before: CLEAR, after: PROTECTED }, []).outcome).toBe("pass");
  });
});

describe("no new access", () => {
  test("is broken by what widens, and by nothing that narrows", () => {
    expect(messages(noNewAccessOf({ before: TWO, after: WIDE }))).toEqual([
      expect.stringMatching(/^no-new-access: may newly relay: 254 addresses/),
    ]);
    expect(noNewAccessOf({ before: WIDE, after: TWO }).outcome).toBe("pass");
    expect(noNewAccessOf({ before: TWO, after: TWO }).outcome).toBe("pass");
  });

  test.each<[title: string, rights: readonly string[], effect: string]>([
    ["the spam filter is passed", ["ms-Exch-Bypass-Anti-Spam"], "anti-spam bypassed: no -> yes"],
    ["any size is taken", ["ms-Exch-Bypass-Message-Size-Limit"], "largest message: 37,748,736 bytes -> unlimited"],
    [
      "headers are trusted",
      ["ms-Exch-Accept-Headers-Organization"],
      "trusted headers: routing -> organization, routing",
    ],
    ["AUTH= is believed", ["ms-Exch-SMTP-Accept-Authentication-Flag"], "AUTH= believed: no -> yes"],
  ])("is broken when %s", (_title, rights, effect) => {
    const grant = { connector: "crm", extendedRights: rights } as never;
    const after = worldOf(
      crmState(["192.168.2.55-192.168.2.56"], { connectorPermissions: [{ connector: "crm" }, grant] }),
    );
    const found = messages(noNewAccessOf({ before: TWO, after }));
    expect(found).not.toEqual([]);
    for (const message of found) expect(message).toContain(effect);
    expect(noNewAccessOf({ before: after, after: TWO }).outcome).toBe("pass");
  });

  test("is broken where a password may newly cross in clear, though nobody who logs in may do anything", () => {
    expect(messages(noNewAccessOf({ before: PROTECTED, after: CLEAR }))).toEqual([
      expect.stringMatching(/^no-new-access: passwords may newly cross the network in clear: "CRM" offers AUTH/),
    ]);
    expect(noNewAccessOf({ before: CLEAR, after: PROTECTED }).outcome).toBe("pass");
  });

  test("is broken by a new proxy, not by a route, and cannot tell what is not known", () => {
    const state = crmState(["192.168.2.55-192.168.2.56"]);
    const proxied = worldOf({ ...state, transportConfig: { trustedProxies: ["10.0.0.4"] } });
    expect(messages(noNewAccessOf({ before: TWO, after: proxied }))).toEqual([
      "no-new-access: 10.0.0.4 may newly claim every client address as a trusted proxy",
    ]);
    expect(noNewAccessOf({ before: proxied, after: TWO }).outcome).toBe("pass");
    const routed = worldOf({ ...state, sendConnectors: [{ name: "Out" }] });
    expect(noNewAccessOf({ before: TWO, after: routed }).outcome).toBe("pass");
    expect(noNewAccessOf({ before: TWO, after: worldOf(state, [UNKNOWN]) }).outcome).toBe("cannot-tell");
  });
});
