import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { AcceptanceStage, crmConnector, relayRight, type Declared } from "./acceptance-stage";

jest.setTimeout(600_000);

/** Each takes seconds: more of them in `npm run nightly`. */
const ROUNDS = process.env["RELAY_PROPERTY_RUNS"] === undefined ? 4 : 25;
/** An update of this stack takes a few seconds; the kills fall anywhere in it. */
const LONGEST_MS = 4_000;

let stage: AcceptanceStage;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
});
afterAll(() => stage.strike());

function declarations(round: number): readonly Declared[] {
  const others = Array.from({ length: 6 }, (_, index) => ({
    type: "ReceiveConnector" as const,
    name: `app-${index}`,
    args: {
      name: `Application ${index}`,
      bindings: [`0.0.0.0:${stage.smtpPort}`],
      remoteIpRanges: [`10.${round}.0.${index + 1}`],
      permissionGroups: ["AnonymousUsers"],
    },
  }));
  // Every other round renames a resource: create, then the late delete of the old one.
  const domain = { type: "AcceptedDomain" as const, name: `contoso-${round % 2}`, args: { domainName: "contoso.com" } };
  const rights = others.map((other) => relayRight(other.name));
  return [crmConnector(stage.smtpPort), relayRight("crm"), ...others, ...rights, domain];
}

test(`kill -9 of pulumi up at ${ROUNDS} random points: the next up converges, no orphan, no duplicate`, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    stage.declare(...declarations(round));
    const moment = Math.round(Math.random() * LONGEST_MS);
    const up = stage.stack.start(["up", "--yes", "--skip-preview"]);
    const ended = once(up, "exit");
    await Promise.race([pause(moment), ended]);
    up.kill("SIGKILL");
    await ended;
    await stage.stack.run(["cancel", "--yes"]);
    const next = await stage.stack.up("--skip-preview", "--refresh");
    expect({ round, moment, code: next.code, output: next.code === 0 ? "" : next.output }).toEqual({
      round,
      moment,
      code: 0,
      output: "",
    });
    await expectExactly(declarations(round));
  }
  expect((await stage.stack.preview("--refresh", "--expect-no-changes")).code).toBe(0);
});

async function expectExactly(declared: readonly Declared[]): Promise<void> {
  for (const kind of ["ReceiveConnector", "ConnectorPermission", "AcceptedDomain"] as const) {
    const logicalNames = declared.filter(({ type }) => type === kind).map(({ name }) => name);
    const there = (await stage.byHand.list(kind)).map((object) => object.owner?.logicalId.split("::").at(-1));
    expect(there.sort()).toEqual(logicalNames.sort());
  }
}
