import { diffSettings } from "./diff-settings";
import { FIELDS } from "./fields/fields";
import { settle } from "./settle";

const CRM = { name: "CRM Application", bindings: ["0.0.0.0:25"], remoteIpRanges: ["10.0.0.1", "10.0.0.2"] };
const parsed = settle("ReceiveConnector", CRM);
const SETTLED = parsed.ok ? parsed.value : undefined!;

test("equal settings differ in nothing", () => {
  expect(diffSettings("ReceiveConnector", SETTLED, { ...SETTLED })).toEqual({ changed: [], replaces: [] });
});

test.each<{ title: string; olds: object; changed: string[] }>([
  { title: "a property of an older release that is not stored has its default", olds: CRM, changed: [] },
  {
    title: "another order is no change",
    olds: { ...SETTLED, remoteIpRanges: ["10.0.0.2", "10.0.0.1/32"] },
    changed: [],
  },
  { title: "hidden inputs are not compared", olds: { ...SETTLED, logicalId: "x" }, changed: [] },
  { title: "a range", olds: { ...SETTLED, remoteIpRanges: ["10.0.0.1"] }, changed: ["remoteIpRanges"] },
  { title: "null and a value", olds: { ...SETTLED, owner: "me" }, changed: ["owner"] },
  {
    title: "several, in the order of the table",
    olds: { ...SETTLED, reason: "x", name: "y", enabled: false },
    changed: ["name", "enabled", "reason"],
  },
  { title: "an unknown value differs", olds: { ...SETTLED, maxHopCount: "LATER" }, changed: ["maxHopCount"] },
  { title: "something that no longer parses differs", olds: { ...SETTLED, bindings: [1] }, changed: ["bindings"] },
])("$title", ({ olds, changed }) => {
  expect(diffSettings("ReceiveConnector", olds, SETTLED).changed).toEqual(changed);
});

test("every input of every kind is compared", () => {
  for (const [kind, fields] of Object.entries(FIELDS)) {
    for (const name of Object.keys(fields)) {
      expect(diffSettings(kind as keyof typeof FIELDS, { [name]: "LATER-1" }, { [name]: "LATER-2" }).changed).toEqual([
        name,
      ]);
    }
  }
});

test("nothing about a connector needs a replacement; another connector or principal of an entry does", () => {
  const replacing = Object.entries(FIELDS).flatMap(([kind, fields]) =>
    Object.entries(fields).flatMap(([name, { onChange }]) => (onChange === "replace" ? [`${kind}.${name}`] : [])),
  );
  expect(replacing).toEqual(["ConnectorPermission.connector", "ConnectorPermission.principal"]);
});
