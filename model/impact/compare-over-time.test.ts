import { compareOverTime } from "./compare-over-time";
import { judgeIntent } from "./gates/judge-intent";
import { judgeNoNewAccess } from "./gates/judge-no-new-access";
import { crmState, worldOf } from "./gates/gates-fixture";
import { readIntent } from "./gates/read-rules";
import type { RelayWorld } from "./relay-world";

const END = "2027-01-31T00:00:00Z";
const LATER = "2027-03-31T00:00:00Z";

/** The CRM's entries with these ends; null: none. */
function until(...ends: readonly (string | null)[]): RelayWorld {
  const entries = ends.map((expiresAt, place) => ({ id: `entry-${place}`, connector: "crm", expiresAt }));
  return worldOf(crmState(["192.168.2.55"], { connectorPermissions: entries }));
}

function laterOf(before: RelayWorld, after: RelayWorld) {
  return (compareOverTime(before, after).later ?? []).map(({ at, rows }) => {
    return { at: new Date(at).toISOString(), kinds: rows.map(({ kind, after: { verdict } }) => `${kind} ${verdict}`) };
  });
}

const GOES_ON = { at: "2027-01-31T00:00:00.000Z", kinds: ["widened relay"] };

test.each([
  { title: "an end that is taken away", before: until(END), after: until(null), later: [GOES_ON] },
  { title: "an end that is put off", before: until(END), after: until(LATER), later: [GOES_ON] },
  { title: "a second entry that has no end", before: until(END), after: until(END, null), later: [GOES_ON] },
  { title: "an end that comes sooner", before: until(LATER), after: until(END), later: [] },
  { title: "an end that is set", before: until(null), after: until(END), later: [] },
  { title: "an end that stays", before: until(END), after: until(END), later: [] },
])("access that lasts longer is told at its former end: $title", ({ before, after, later }) => {
  expect(compareOverTime(before, after).rows).toEqual([]);
  expect(laterOf(before, after)).toEqual(later);
});

test("what is new at once is not told again", () => {
  const before = worldOf(crmState(["192.168.2.55"], { connectorPermissions: [] }));
  expect(compareOverTime(before, until(END)).rows).not.toEqual([]);
  expect(laterOf(before, until(END))).toEqual([]);
});

test("no gate passes by saying nothing of it", () => {
  const [before, after] = [until(END), until(null)];
  const report = compareOverTime(before, after);
  const newAccess = judgeNoNewAccess(report);
  expect(newAccess.outcome).toBe("fail");
  expect(newAccess.violations.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^no-new-access: after 2027-01-31T00:00:00Z: may newly relay: 1 address \(192\.168\.2\.55\)/),
  ]);
  const rules = readIntent({ formatVersion: 1, allow: [] });
  if (!rules.ok) throw new Error("not an intent");
  expect(judgeIntent(rules.value, { report, before, after }).outcome).toBe("fail");
});
