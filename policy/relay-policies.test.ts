import type { RelayPolicyConfig } from "./policy-config";
import { relayPolicies } from "./relay-policies";
import { anonymousRelay, violationsOf } from "./rule-fixture";
import { RULE_NAMES } from "./rule-names";

function levels(config: RelayPolicyConfig): Readonly<Record<string, unknown>> {
  return Object.fromEntries(relayPolicies(config).map(({ name, enforcementLevel }) => [name, enforcementLevel]));
}

test("every rule says what it is for, what to do, and takes its own level over the one of all", () => {
  for (const policy of relayPolicies()) {
    expect(policy.description.length).toBeGreaterThan(40);
    expect(policy.remediationSteps?.length).toBeGreaterThan(20);
  }
  const given = levels({ all: "advisory", ceiling: "disabled", "no-new-access": { enforcementLevel: "mandatory" } });
  expect(given).toEqual({
    ...Object.fromEntries(RULE_NAMES.map((name) => [name, "advisory"])),
    ceiling: "disabled",
    "no-new-access": "mandatory",
  });
});

test("values of a program become the defaults that a command may override", () => {
  const policies = relayPolicies({ "relay-needs-owner-and-expiry": { mostDays: 90 } });
  const schema = policies.find(({ name }) => name === "relay-needs-owner-and-expiry")?.configSchema?.properties;
  expect(schema?.["mostDays"]).toMatchObject({ type: "integer", default: 90 });
  expect(schema?.["require"]).toMatchObject({ default: ["owner", "expiresAt"] });
});

test.each<[object, RegExp]>([
  [{ "no-open-rellay": "mandatory" }, /there is no rule "no-open-rellay": the rules are no-open-relay, /],
  [{ all: "strict" }, /all is "strict": write mandatory, advisory or disabled\./],
  [{ ceiling: { enforcementLevel: "remediate" } }, /ceiling\.enforcementLevel is "remediate": write mandatory/],
  [{ "no-open-relay": 7 }, /no-open-relay is 7: write mandatory/],
  [
    { "no-mixed-relay-methods": { strict: true } },
    /no-mixed-relay-methods has no value "strict": it has only a level\./,
  ],
])("the configuration %j is refused when the pack starts", (config, says) => {
  expect(() => relayPolicies(config as RelayPolicyConfig)).toThrow(says);
});

test("of many violations of one rule the first are told, and how many there are besides", async () => {
  const many = Array.from({ length: 23 }, (_, index) => anonymousRelay(`crm-${index}`, [`203.0.113.${index}`])).flat();
  const violations = await violationsOf("no-public-anonymous-relay", many);
  expect(violations).toHaveLength(21);
  expect(violations.at(-1)).toEqual({ on: "", says: "There are 3 more violations of this rule." });
});

test("a stack of 300 connectors is judged in a moment", async () => {
  const stack = Array.from({ length: 300 }, (_, index) => {
    return anonymousRelay(`crm-${index}`, [
      `10.${index >> 8}.${index & 255}.0/25`,
      `10.${index >> 8}.${index & 255}.200`,
    ]);
  }).flat();
  const started = performance.now();
  for (const rule of RULE_NAMES) {
    const config = rule === "ceiling" ? { rules: { allow: [{ name: "all", addresses: ["10.0.0.0/8"] }] } } : {};
    if (rule !== "no-new-access") await violationsOf(rule, stack, config);
  }
  expect(performance.now() - started).toBeLessThan(20_000);
});
