import { AcceptanceStage, crmConnector, relayRight, type Declared } from "./acceptance-stage";

jest.setTimeout(240_000);

describe("names that change", () => {
  let stage: AcceptanceStage;

  beforeAll(async () => {
    stage = await AcceptanceStage.set();
    await stage.up(program());
  });
  afterAll(() => stage.strike());

  const domain: Declared = { type: "AcceptedDomain", name: "contoso", args: { domainName: "contoso.com" } };

  function program(name = "crm", more: Partial<Declared> = {}): readonly Declared[] {
    const connector = crmConnector(stage.smtpPort);
    const crm = { ...connector, name, ...more, args: { ...connector.args, ...more.args } };
    return [crm, relayRight(name, "crm-relay"), domain];
  }

  /** Every owner on the host, as `stack logical-id`. */
  async function owners(): Promise<readonly string[]> {
    const kinds = ["ReceiveConnector", "ConnectorPermission", "AcceptedDomain"] as const;
    const objects = (await Promise.all(kinds.map((kind) => stage.byHand.list(kind)))).flat();
    return objects
      .map(({ owner }) => `${owner?.stack.split("/").at(-1)} ${owner?.logicalId.split("::").at(-1)}`)
      .sort();
  }

  async function hasNothingLeftToDo(): Promise<void> {
    const again = await stage.stack.preview("--refresh", "--expect-no-changes", "--diff");
    expect(again.output).not.toMatch(/lets go of it|will refuse/);
    expect({ code: again.code, output: again.output }).toMatchObject({ code: 0 });
  }

  test("in ordinary use nothing is shown", hasNothingLeftToDo);

  test("a renamed stack shows one update of everything, with the reason, and then owns it", async () => {
    await stage.stack.expectDone(["stack", "rename", "production"]);
    const { code, output } = await stage.stack.preview("--diff");
    expect(code).toBe(0);
    expect(output).toMatch(/~ 3 to update/);
    expect(output).toMatch(/~ stack *: "organization\/[^"]+\/dev" => "organization\/[^"]+\/production"/);
    expect(output).not.toMatch(/replace|create|delete|will refuse/);
    await stage.up(program());
    expect(await owners()).toEqual(["production contoso", "production crm", "production crm-relay"]);
    await hasNothingLeftToDo();
  });

  test("a refresh between the rename and the update lets go of nothing", async () => {
    await stage.stack.expectDone(["stack", "rename", "prod"]);
    const { output } = await stage.stack.expectDone(["refresh", "--yes", "--skip-preview"]);
    expect(output).not.toMatch(/lets go of it|delete/);
    const changed = { args: { comment: "changed in the same update" } };
    await stage.up(program("crm", changed));
    expect(await owners()).toEqual(["prod contoso", "prod crm", "prod crm-relay"]);
    await stage.up(program());
    await hasNothingLeftToDo();
  });

  test("a renamed resource keeps its object, and a later one of its old name gets its own", async () => {
    const { id } = await stage.byHand.find(
      "ReceiveConnector",
      ({ settings }) => settings["name"] === "CRM Application",
    );
    const renamed = program("crm-2", { aliases: ["crm"] });
    stage.declare(...renamed);
    const { output } = await stage.stack.preview("--diff");
    expect(output).toMatch(/~ logicalId *: "ReceiveConnector::crm" => "ReceiveConnector::crm-2"/);
    expect(output).not.toMatch(/replace|create|delete|has not declared/);
    await stage.up(renamed);
    const reused = { ...program("crm", { args: { name: "Later", remoteIpRanges: ["10.0.0.1"] } })[0]! };
    await stage.up([...program("crm-2"), reused]);
    const kept = await stage.byHand.find("ReceiveConnector", (object) => object.id === id);
    expect(kept).toMatchObject({ settings: { name: "CRM Application" } });
    expect(await owners()).toEqual(["prod contoso", "prod crm", "prod crm-2", "prod crm-relay"]);
    await hasNothingLeftToDo();
  });

  // Pulumi itself refuses aliases that meet; its state can be renamed.
  test("two resources swap their names in one update", async () => {
    const later = { name: "Later", remoteIpRanges: ["10.0.0.1"] };
    const [crm, other] = [program("crm-2")[0]!, program("crm", { args: later })[0]!];
    await stage.up([crm, other, domain]);
    const type = "urn:pulumi:prod::declared::pulumi-nodejs:dynamic/relay:ReceiveConnector";
    const renames = [
      ["crm", "between"],
      ["crm-2", "crm"],
      ["between", "crm-2"],
    ] as const;
    for (const [from, to] of renames)
      await stage.stack.expectDone(["state", "rename", `${type}::${from}`, to, "--yes"]);
    const before = await stage.byHand.list("ReceiveConnector");
    const output = await stage.up([{ ...crm, name: "crm" }, { ...other, name: "crm-2" }, domain]);
    expect(output).toMatch(/logicalId/);
    const after = await stage.byHand.list("ReceiveConnector");
    const names = (objects: typeof after) =>
      new Map(objects.map(({ settings, owner }) => [settings["name"], owner?.logicalId.split("::").at(-1)]));
    expect(names(before)).toEqual(
      new Map([
        ["CRM Application", "crm-2"],
        ["Later", "crm"],
      ]),
    );
    expect(names(after)).toEqual(
      new Map([
        ["CRM Application", "crm"],
        ["Later", "crm-2"],
      ]),
    );
    expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    await hasNothingLeftToDo();
  });

  test("destroy takes everything away, straight after a rename too", async () => {
    await stage.stack.expectDone(["stack", "rename", "last"]);
    await stage.stack.expectDone(["destroy", "--yes", "--skip-preview"]);
    expect(await owners()).toEqual([]);
  });
});
