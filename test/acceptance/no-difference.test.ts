import { freePort } from "../../tools/harness/free-port";
import { AcceptanceStage, type Declared } from "./acceptance-stage";
import { randomProgram, surroundings } from "./random-program";

jest.setTimeout(300_000);

const SEED = Number(process.env["RELAY_SEED"] ?? Date.now() % 1_000_000);

let stage: AcceptanceStage;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
  await stage.up(surroundings());
});

afterAll(() => stage.strike());

async function randomlyDeclared(seed: number): Promise<readonly Declared[]> {
  const { body } = await stage.byHand.call("GET", "/v1/certificates");
  const [first] = (body as { readonly items: readonly { readonly tlsCertificateName: string }[] }).items;
  const certificate = first?.tlsCertificateName ?? "";
  return [...surroundings(), ...randomProgram({ seed, port: await freePort(), certificate })];
}

/** With the seed in the failure, so that it can be had again with RELAY_SEED. */
async function expectNothing(command: "up" | "refresh" | "preview"): Promise<void> {
  const flags = command === "up" ? ["--skip-preview"] : command === "preview" ? ["--refresh", "--diff"] : [];
  const { code, output } = await stage.stack[command](...flags, "--expect-no-changes");
  expect({ command, seed: SEED, code, output: code === 0 ? "" : output }).toMatchObject({ code: 0 });
}

describe(`random valid values for every input of every resource under the real CLI (RELAY_SEED=${SEED})`, () => {
  test.each([
    ["created with them", SEED],
    ["changed to others", SEED + 1000],
  ])("resources %s are found unchanged by refresh, preview and a second update", async (_title, seed) => {
    await stage.up(await randomlyDeclared(seed));
    await expectNothing("refresh");
    await expectNothing("preview");
    await expectNothing("up");
  });

  test("all of it is destroyed, in whatever order the engine takes", async () => {
    await stage.stack.expectDone(["destroy", "--yes", "--skip-preview"]);
    for (const kind of ["ReceiveConnector", "RelayUser", "RelayGroup", "ConnectorPermission"] as const) {
      expect(await stage.byHand.list(kind)).toEqual([]);
    }
  });
});
