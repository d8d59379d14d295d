import { anonymousRelay, connector, culprits, UNKNOWN_TEXT, violationsOf } from "../rule-fixture";

const RULE = "no-shadowed-ranges";

test("a range that smaller ones of others take whole is seen, with who hides it and what differs", async () => {
  const halves = [connector("left", ["10.0.0.0/25"]), connector("right", ["10.0.0.128-10.0.0.255"])];
  const [violation, ...more] = await violationsOf(RULE, [...anonymousRelay("crm", ["10.0.0.0/24"]), ...halves]);
  expect(more).toEqual([]);
  expect(violation?.on).toBe("crm");
  expect(violation?.says).toMatch(
    /^ReceiveConnector "crm": remoteIpRanges\[0\] is 10\.0\.0\.0\/24: it never matches, hidden by "left" .* and "right" .*, and the action differs/,
  );
});

test.each([
  ["all but one address", [connector("wide", ["10.0.0.0/24"]), connector("most", ["10.0.0.0-10.0.0.254"])]],
  [
    "all of it on another port",
    [
      connector("wide", ["10.0.0.0/24"]),
      connector("other", ["10.0.0.0/25", "10.0.0.128/25"], { bindings: ["0.0.0.0:587"] }),
    ],
  ],
  [
    "all of it, by a connector that is off",
    [connector("wide", ["10.0.0.0/24"]), connector("off", ["10.0.0.0/25", "10.0.0.128/25"], { enabled: false })],
  ],
])("a range of which others take %s is let be", async (_what, resources) => {
  expect(await culprits(RULE, resources)).toEqual([]);
});

test("ranges that the same connector makes superfluous are reported on demand", async () => {
  const twice = [connector("crm", ["10.0.0.0/24", "10.0.0.0/25"])];
  expect(await culprits(RULE, twice)).toEqual([]);
  expect(await culprits(RULE, twice, { redundant: true })).toEqual(["crm"]);
});

test("of ranges that are not known yet the rule can say nothing, and says so", async () => {
  const resources = [connector("known", ["10.0.0.0/24"]), connector("later", [UNKNOWN_TEXT])];
  expect(await violationsOf(RULE, resources)).toEqual([
    { on: "later", says: 'Cannot tell: remoteIpRanges of ReceiveConnector "later" is known only after the update.' },
  ]);
});
