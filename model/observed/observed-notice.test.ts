import { configStateOf } from "../config-document-state";
import { parseConfigDocument } from "../config-document-parse";
import { lintConfiguration } from "../configuration-lints/lint-configuration";

const BEGAN = Date.UTC(2026, 10, 24);
const DAY = 86_400_000;

test("a connector that is observed for over a month deserves a second look", () => {
  const settings = { name: "CRM", bindings: ["0.0.0.0:25"], remoteIpRanges: ["192.168.2.0/24"] };
  const enforced = { settings, since: new Date(BEGAN).toISOString() };
  const observed = { ...settings, observeOnly: true, enforced };
  const parsed = parseConfigDocument({ formatVersion: 1, receiveConnectors: [observed] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  const state = configStateOf(parsed.value);
  const lintsAt = (at: number) => lintConfiguration({ state, at }).filter(({ lint }) => lint === "observed-for-long");
  expect(lintsAt(BEGAN + 29 * DAY)).toEqual([]);
  expect(lintsAt(BEGAN + 31 * DAY)).toMatchObject([
    { name: "CRM", property: "observeOnly", message: expect.stringContaining("since 2026-11-24T00:00:00Z") as string },
  ]);
});
