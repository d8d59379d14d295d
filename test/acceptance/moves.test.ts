import { AcceptanceStage, crmConnector, relayRight, type Declared } from "./acceptance-stage";

jest.setTimeout(240_000);

const SERVERS = ["192.168.2.55", "192.168.2.56"] as const;

/** A connector that relays for one address. */
function relayFor(
  port: number,
  logicalName: string,
  address: string,
  name = `${logicalName} server`,
): readonly Declared[] {
  const args = { name, bindings: [`0.0.0.0:${port}`], remoteIpRanges: [address], permissionGroups: ["AnonymousUsers"] };
  return [{ type: "ReceiveConnector", name: logicalName, args }, relayRight(logicalName)];
}

describe.each(["--parallel=1", "--parallel=16"])("one update is enough, with %s", (parallel) => {
  let stage: AcceptanceStage;

  beforeAll(async () => {
    stage = await AcceptanceStage.set();
  });
  afterAll(() => stage.strike());

  /** What moves is there before the one update that moves it. */
  const begin = (declared: readonly Declared[]) => stage.up(declared, parallel);

  async function converges(declared: readonly Declared[], relaying: readonly string[]): Promise<void> {
    await stage.up(declared, parallel);
    for (const client of relaying) expect(await stage.writeFrom(client)).toMatch(/^250 2\.6\.0 /);
    const again = await stage.stack.preview("--refresh", "--expect-no-changes", "--diff");
    expect(again.output).not.toMatch(/superseded/);
    expect(again.code).toBe(0);
  }

  test("a range moves from one connector to another", async () => {
    const port = stage.smtpPort;
    const [first, firstRight] = relayFor(port, "first", "192.168.2.55");
    const [second, secondRight] = relayFor(port, "second", "192.168.2.60");
    await begin([first!, firstRight!, second!, secondRight!]);
    expect(await stage.writeFrom("192.168.2.55")).toMatch(/^250 2\.6\.0 /);
    const withRange = (declared: Declared, remoteIpRanges: readonly string[]): Declared => ({
      ...declared,
      args: { ...declared.args, remoteIpRanges },
    });
    await converges(
      [
        withRange(first!, ["192.168.2.61"]),
        firstRight!,
        withRange(second!, ["192.168.2.55", "192.168.2.60"]),
        secondRight!,
      ],
      ["192.168.2.55", "192.168.2.61"],
    );
    const owner = await stage.byHand.find("ReceiveConnector", (object) =>
      (object.settings["remoteIpRanges"] as readonly string[]).includes("192.168.2.55"),
    );
    expect(owner.settings["name"]).toBe("second server");
  });

  test("two connectors swap their ranges, and their names", async () => {
    const port = stage.smtpPort;
    const [a, b] = SERVERS;
    await begin([...relayFor(port, "one", a, "One"), ...relayFor(port, "two", b, "Two")]);
    await converges([...relayFor(port, "one", b, "Two"), ...relayFor(port, "two", a, "One")], SERVERS);
    expect(await stage.byHand.list("ReceiveConnector")).toHaveLength(2);
  });

  test("a connector is replaced by one with another logical name", async () => {
    await begin([crmConnector(stage.smtpPort), relayRight("crm")]);
    const renamed = { ...crmConnector(stage.smtpPort), name: "crm-renamed" };
    await converges([renamed, relayRight("crm-renamed")], SERVERS);
    expect(await stage.byHand.list("ReceiveConnector")).toHaveLength(1);
  });

  test("a right is declared by another resource", async () => {
    await begin([crmConnector(stage.smtpPort), relayRight("crm", "before")]);
    await converges([crmConnector(stage.smtpPort), relayRight("crm", "after")], SERVERS);
    expect(await stage.byHand.list("ConnectorPermission")).toHaveLength(1);
  });
});
