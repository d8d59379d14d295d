import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WorldReader } from "../../cli/worlds/world-reader";
import { compareWorlds } from "../../model";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

interface Step {
  readonly op: string;
  readonly urn: string;
  readonly oldState: State;
  readonly newState: State;
}

interface State {
  readonly id?: string;
  readonly inputs: Record<string, unknown>;
}

const COUNT = 150;

/** The recorded preview, with its connector and permission so many times: 300 resources, of which one in ten changes. */
function largePreview(): string {
  const text = readFileSync(join(PROJECT_ROOT, "test", "impact", "previews", "widen.json"), "utf8");
  const preview = JSON.parse(text) as { readonly steps: readonly Step[] };
  const [connector, permission] = ["ReceiveConnector::crm", "ConnectorPermission::crm-relay"].map((end) =>
    preview.steps.find(({ urn }) => urn.endsWith(end)),
  ) as [Step, Step];
  const steps = Array.from({ length: COUNT }, (_, index) => [
    copyOf(connector, index, {
      name: `CRM ${index}`,
      old: { remoteIpRanges: [`10.${index}.0.0/24`, `10.${index}.1.7`] },
      now: { remoteIpRanges: [`10.${index}.0.0/${index % 10 === 0 ? 25 : 24}`, `10.${index}.1.7`] },
    }),
    copyOf(permission, index, {
      name: `CRM ${index}`,
      old: { connector: idOf(index) },
      now: { connector: idOf(index) },
    }),
  ]);
  return JSON.stringify({ ...preview, steps: steps.flat(), changeSummary: {} });
}

function idOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
}

interface Change {
  readonly name: string;
  readonly old: object;
  readonly now: object;
}

function copyOf({ op, urn, oldState, newState }: Step, index: number, { name, old, now }: Change): Step {
  const isConnector = urn.includes("ReceiveConnector");
  const state = (given: State, inputs: object): State => ({
    ...given,
    ...(isConnector ? { id: idOf(index) } : { id: idOf(index + COUNT) }),
    inputs: { ...given.inputs, ...inputs, ...(isConnector ? { name } : { connectorName: name }) },
  });
  return { op, urn: `${urn}-${index}`, oldState: state(oldState, old), newState: state(newState, now) };
}

test("a preview of 300 resources is read and compared within a second", async () => {
  const folder = mkdtempSync(join(tmpdir(), "relay-large-"));
  const file = join(folder, "preview.json");
  writeFileSync(file, largePreview());
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const start = process.cpuUsage();
    const reader = new WorldReader({ connection: {}, base: "empty" });
    const [before, after] = [
      await reader.read(file, { side: "before", at: 0 }),
      await reader.read(file, { side: "after", at: 0 }),
    ];
    const { rows } = compareWorlds(before.world, after.world);
    // Time of the processor: the machine may be busy with other tests.
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
    expect(rows.filter(({ kind }) => kind === "narrowed").length).toBeGreaterThanOrEqual(COUNT / 10);
  }
  rmSync(folder, { recursive: true });
  expect(Math.min(...times)).toBeLessThan(1000);
});
