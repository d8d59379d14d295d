import { join } from "node:path";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { PulumiStack } from "../../tools/harness/pulumi-stack";
import { pulumiBin } from "./acceptance-stage";
import { byEnvironment, ExampleStage } from "./example-stage";

jest.setTimeout(180_000);

let stage: ExampleStage;
let stack: PulumiStack;

beforeAll(async () => {
  stage = await ExampleStage.set(1);
  const [host] = stage.hosts;
  stack = new PulumiStack({
    program: join(PROJECT_ROOT, "test", "acceptance", "programs", "asking"),
    pulumiBin: pulumiBin(),
    env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...(host && byEnvironment(host)) },
  });
  await stack.init({ port: String(await freePort()), address: "192.168.2.55" });
});

afterAll(async () => {
  await stage.strike();
  stack.remove();
});

const outputs = async () => JSON.parse((await stack.expectDone(["stack", "output", "--json"])).stdout) as unknown;

describe("functions of a program under the real CLI", () => {
  test("answer unknown while what they depend on is still to be created", async () => {
    const { output } = await stack.expectDone(["preview"]);
    expect(output).toMatch(/ranges *: *(\[unknown\]|output<string>)/);
    expect(output).not.toContain("the host answers");
  });

  test("answer by the new configuration once it is in force", async () => {
    await stack.expectDone(["up", "--yes", "--skip-preview"]);
    expect(await outputs()).toEqual({ reply: "250 2.1.5 Recipient OK", rights: [5], ranges: ["192.168.2.55"] });
  });

  test("answer from the host in a preview that changes nothing", async () => {
    const { output } = await stack.expectDone(["preview", "--expect-no-changes"]);
    expect(output).toContain("the host answers: 250 2.1.5 Recipient OK");
  });

  test("never guess: unknown again in a preview that changes what they depend on", async () => {
    await stack.setConfig({ address: "192.168.2.56" });
    const { output } = await stack.expectDone(["preview"]);
    expect(output).toContain("1 to update");
    expect(output).not.toContain("the host answers");
    await stack.expectDone(["up", "--yes", "--skip-preview"]);
    // The range was given up a moment ago, and is held for the connector that might take it over.
    const reply = "451 4.3.2 Configuration is changing, try again";
    expect(await outputs()).toMatchObject({ reply, ranges: ["192.168.2.56"] });
  });

  test("leave a preview without a host unknown, with a warning", async () => {
    await stage.hosts[0]?.stop();
    const { output } = await stack.expectDone(["preview"]);
    expect(output).toContain("What it would answer is unknown in this preview.");
  });
});
