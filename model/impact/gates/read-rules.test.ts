import fc from "fast-check";
import type { Parsed } from "../../failure";
import { readCeiling, readIntent } from "./read-rules";

function complaints(parsed: Parsed<unknown>): readonly string[] {
  return parsed.ok ? [] : parsed.failures.map(({ message }) => message);
}

function ceiling(...allow: readonly unknown[]): Parsed<unknown> {
  return readCeiling({ formatVersion: 1, allow });
}

const CRM = {
  name: "crm",
  addresses: ["192.168.2.55-192.168.2.56"],
  bindings: ["0.0.0.0:25"],
  tls: "required",
  identities: ["anonymous", "account:crm", "group:Apps", "any-account", "partner:Fabrikam.COM"],
  senders: ["crm@contoso.com", "<>"],
  recipients: ["external", "*.fabrikam.com"],
  connectors: ["CRM Application"],
  maxAddresses: 4,
  except: [{ addresses: ["192.168.2.56"] }],
};

describe("a rule file", () => {
  test("is read whole, with its paths and canonical values", () => {
    const parsed = readCeiling({
      formatVersion: 1,
      verdicts: ["relay", "accept"],
      trustedProxies: ["10.0.0.4"],
      allow: [CRM, { name: "anything" }],
    });
    expect(complaints(parsed)).toEqual([]);
    expect(parsed).toMatchObject({
      value: {
        gate: "ceiling",
        verdicts: ["relay", "accept"],
        allow: [
          {
            path: "allow[0]",
            tls: "required",
            identities: [{ kind: "anonymous" }, {}, {}, {}, { kind: "partner", domain: "fabrikam.com" }],
            senders: ["<>", "crm@contoso.com"],
            except: [{ identities: null }],
          },
          { path: "allow[1]", name: "anything", addresses: null, tls: null, maxAddresses: null, except: [] },
        ],
      },
    });
  });

  test("that allows nothing is one", () => {
    expect(readCeiling({ formatVersion: 1, allow: [] })).toMatchObject({ ok: true });
    expect(readIntent({ formatVersion: 1, allow: [] })).toMatchObject({ ok: true });
  });

  test("of an intent has kinds and routes", () => {
    const parsed = readIntent({ formatVersion: 1, routes: ["*"], allow: [{ name: "a", kinds: ["Widened", "moved"] }] });
    expect(parsed).toMatchObject({ value: { routes: ["*"], allow: [{ kinds: ["widened", "moved"] }] } });
  });

  test.each<[title: string, parsed: Parsed<unknown>, says: string]>([
    ["a list", readCeiling([]), "ceiling is a list: write an object."],
    ["no version", readCeiling({ allow: [] }), "formatVersion is undefined: this version reads 1."],
    ["another version", readIntent({ formatVersion: "1", allow: [] }), 'formatVersion is "1": this version reads 1.'],
    ["no rules", readCeiling({ formatVersion: 1 }), "allow is undefined: write a list of objects."],
    [
      "an unknown key",
      readCeiling({ formatVersion: 1, allow: [], alow: [] }),
      "alow: there is no such key; did you mean allow?",
    ],
    ["nobody to offer AUTH", readIntent({ formatVersion: 1, allow: [], clearAuth: [] }), "clearAuth"],
    ["a key of intents", readCeiling({ formatVersion: 1, allow: [], routes: ["*"] }), "routes: there is no such key;"],
    [
      "no verdict",
      readCeiling({ formatVersion: 1, allow: [], verdicts: [] }),
      "verdicts is empty: list at least one of",
    ],
    ["another verdict", readCeiling({ formatVersion: 1, allow: [], verdicts: ["refuse"] }), "write relay or accept."],
    [
      "an address as a route",
      readIntent({ formatVersion: 1, allow: [], routes: ["a@b.c"] }),
      "routes know no addresses",
    ],
    ["a rule that is text", ceiling("crm"), 'allow[0] is "crm": write an object.'],
    ["a rule without name", ceiling({}), "allow[0].name is missing: name the rule."],
    ["two rules of one name", ceiling({ name: "a" }, { name: "a" }), 'allow[1].name is "a", as allow[0] is'],
    [
      "a typo in a rule",
      ceiling({ name: "a", adresses: ["10.0.0.1"] }),
      "allow[0].adresses: there is no such key; did you mean addresses?",
    ],
    [
      "a typo in an exception",
      ceiling({ name: "a" }, { name: "b", except: [{ adresses: ["10.0.0.1"] }] }),
      "allow[1].except[0].adresses: there is no such key; did you mean addresses?",
    ],
    ["kinds in a ceiling", ceiling({ name: "a", kinds: ["widened"] }), "allow[0].kinds: there is no such key;"],
    [
      "maxAddresses in an exception",
      ceiling({ name: "a", except: [{ maxAddresses: 1 }] }),
      "allow[0].except[0].maxAddresses: there",
    ],
    [
      "an empty list",
      ceiling({ name: "a", addresses: [] }),
      "allow[0].addresses is empty: list at least one of the addresses.",
    ],
    ["no exceptions in a list of them", ceiling({ name: "a", except: [] }), "allow[0].except is empty: leave it out"],
    ["null", ceiling({ name: "a", senders: null }), "allow[0].senders is null: write a list of senders."],
    [
      "a text for a list",
      ceiling({ name: "a", recipients: "external" }),
      'allow[0].recipients is "external": write a list',
    ],
    [
      "a bad range",
      ceiling({ name: "a", addresses: ["10.0.0.1", "10.0.0.300"] }),
      'allow[0].addresses[1]: "10.0.0.300"',
    ],
    ["host bits", ceiling({ name: "a", addresses: ["10.0.0.1/24"] }), "has host bits set; write 10.0.0.0/24"],
    ["a bad binding", ceiling({ name: "a", bindings: ["10.0.0.1"] }), "allow[0].bindings[0]"],
    ["a bad tls", ceiling({ name: "a", tls: true }), "allow[0].tls is true: write required or none or any."],
    [
      "a bad identity",
      ceiling({ name: "a", identities: ["crm"] }),
      'allow[0].identities[0] is "crm": write anonymous, any-account,',
    ],
    ["an account that cannot be", ceiling({ name: "a", identities: ["account:a\\b"] }), "allow[0].identities[0]"],
    ["a partner that is none", ceiling({ name: "a", identities: ["partner:*"] }), "allow[0].identities[0]"],
    ["a star", ceiling({ name: "a", recipients: ["*"] }), "allow[0].recipients[0] is"],
    ["the null recipient", ceiling({ name: "a", recipients: ["<>"] }), "allow[0].recipients[0] is"],
    ["no address at all", ceiling({ name: "a", maxAddresses: 0 }), "allow[0].maxAddresses is 0: write a whole number"],
    ["half an address", ceiling({ name: "a", maxAddresses: 1.5 }), "allow[0].maxAddresses is 1.5"],
  ])("is refused with its place: %s", (_title, parsed, says) => {
    const [first, ...others] = complaints(parsed);
    expect(first).toContain(says);
    expect(others).toEqual([]);
  });

  test("is refused for everything at once", () => {
    const parsed = ceiling({ name: "a", adresses: [], tls: 1 }, { maxAdresses: 1 });
    expect(complaints(parsed)).toHaveLength(4);
  });

  test("of any JSON is read or refused, and never throws", () => {
    const key = fc.constantFrom(
      "allow",
      "formatVersion",
      "except",
      "name",
      "addresses",
      "identities",
      "__proto__",
      "x",
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<unknown>(null, 1, -1, "", "10.0.0.0/8", "anonymous", true, "account:"),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(json, fc.boolean(), (value, isWhole) => {
        const file = isWhole ? value : { formatVersion: 1, allow: [value] };
        expect([true, false]).toContain(readCeiling(file).ok);
        expect([true, false]).toContain(readIntent(file).ok);
      }),
      { numRuns: 500 },
    );
  });
});

const NET = { name: "a", addresses: ["10.0.0.0/24"] };

describe("an exception", () => {
  test.each<[title: string, rule: object, says: string]>([
    ["that excepts everything", { name: "a", except: [{}] }, "allow[0].except leaves nothing of the rule"],
    ["of the whole range", { ...NET, except: [{ addresses: ["10.0.0.0/24"] }] }, "allow[0].except leaves nothing"],
    [
      "of the whole range in two halves",
      { ...NET, except: [{ addresses: ["10.0.0.0/25"] }, { addresses: ["10.0.0.128/25"] }] },
      "allow[0].except leaves nothing",
    ],
    ["of both kinds of recipient", { name: "a", except: [{ recipients: ["external", "accepted"] }] }, "leaves nothing"],
    [
      "of every session",
      { name: "a", except: [{ tls: "required" }, { tls: "none" }] },
      "allow[0].except leaves nothing",
    ],
    [
      "of everybody in the group",
      { name: "a", identities: ["group:Apps"], except: [{ identities: ["any-account"] }] },
      "leaves nothing",
    ],
    [
      "outside of the range",
      { ...NET, except: [{ addresses: ["10.0.1.1"] }] },
      "allow[0].except[0].addresses lies outside of allow[0].addresses: 10.0.1.1 is not in there",
    ],
    [
      "that reaches out of the range",
      { ...NET, except: [{ addresses: ["10.0.0.128-10.0.1.10"] }] },
      "10.0.1.0-10.0.1.10 is not in there",
    ],
    ["of another family", { ...NET, except: [{ addresses: ["::1"] }] }, "allow[0].except[0].addresses lies outside"],
    [
      "of another sender",
      { name: "a", senders: ["*.contoso.com"], except: [{ senders: ["contoso.com"] }] },
      "contoso.com is not in there",
    ],
    [
      "of another recipient",
      { name: "a", recipients: ["external"], except: [{ recipients: ["accepted"] }] },
      "accepted is not in there",
    ],
    [
      "of another identity",
      { name: "a", identities: ["any-account"], except: [{ identities: ["anonymous"] }] },
      "anonymous is not in there",
    ],
    [
      "of another binding",
      { name: "a", bindings: ["10.0.0.5:25"], except: [{ bindings: ["10.0.0.6:25"] }] },
      "10.0.0.6:25 is not in there",
    ],
    ["of another connector", { name: "a", connectors: ["A"], except: [{ connectors: ["B"] }] }, "B is not in there"],
    ["of what TLS already excludes", { name: "a", tls: "required", except: [{ tls: "none" }] }, "none is not in there"],
    [
      "that is there twice",
      { ...NET, except: [{ addresses: ["10.0.0.1"] }, { addresses: ["10.0.0.1-10.0.0.1"] }] },
      "allow[0].except[1] is within allow[0].except[0] and excepts nothing more",
    ],
    [
      "within another one",
      { ...NET, except: [{ addresses: ["10.0.0.1"], tls: "none" }, { addresses: ["10.0.0.0/28"] }] },
      "allow[0].except[0] is within allow[0].except[1]",
    ],
    [
      "that overlaps another one",
      { ...NET, except: [{ addresses: ["10.0.0.0-10.0.0.9"] }, { addresses: ["10.0.0.5-10.0.0.20"] }] },
      "allow[0].except[1] overlaps allow[0].except[0]: make the two disjoint",
    ],
  ])("is refused %s", (_title, rule, says) => {
    const parsed = readCeiling({ formatVersion: 1, allow: [rule] });
    expect(complaints(parsed)).toEqual([expect.stringContaining(says)]);
  });

  test.each<[title: string, rule: object]>([
    ["of a part", { ...NET, except: [{ addresses: ["10.0.0.1"] }] }],
    ["of two parts", { ...NET, except: [{ addresses: ["10.0.0.1"] }, { addresses: ["10.0.0.3"] }] }],
    ["of two things that only meet", { ...NET, except: [{ addresses: ["10.0.0.1"] }, { tls: "none" }] }],
    [
      "of an account that may be in the group",
      { name: "a", identities: ["group:Apps"], except: [{ identities: ["account:crm"] }] },
    ],
    [
      "of a group that an account may be in",
      { name: "a", identities: ["account:crm"], except: [{ identities: ["group:Apps"] }] },
    ],
    [
      "of a domain that may be accepted",
      { name: "a", recipients: ["accepted"], except: [{ recipients: ["contoso.com"] }] },
    ],
    ["of an address of a wildcard", { name: "a", bindings: ["0.0.0.0:25"], except: [{ bindings: ["10.0.0.5:25"] }] }],
    [
      "of a sub-domain",
      { name: "a", senders: ["*.contoso.com"], except: [{ senders: ["a.contoso.com", "b@c.contoso.com"] }] },
    ],
  ])("is taken %s", (_title, rule) => {
    expect(complaints(readCeiling({ formatVersion: 1, allow: [rule] }))).toEqual([]);
  });
});
