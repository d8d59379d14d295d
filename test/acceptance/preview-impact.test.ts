import { AcceptanceStage, crmConnector, relayRight } from "./acceptance-stage";

jest.setTimeout(300_000);

let stage: AcceptanceStage;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
  stage.declare(crmConnector(stage.smtpPort), relayRight("crm"));
});

afterAll(() => stage.strike());

/** What a preview ends with; on the way there the CLI shows the last line of it, too. */
async function diagnostics(...flags: readonly string[]): Promise<string> {
  const { output } = await stage.stack.expectDone(["preview", ...flags]);
  const start = output.indexOf("Diagnostics:");
  return start < 0 ? "" : output.slice(start);
}

/** What a preview says that its changes mean, each line as a user sees it. */
async function impactLines(): Promise<readonly string[]> {
  return (await diagnostics()).split("\n").flatMap((line) => /[\w-]+: impact: .*/.exec(line) ?? []);
}

test("a first preview says what the connector and its right will allow, before either is there", async () => {
  const lines = await impactLines();
  expect(lines.filter((line) => line.startsWith("crm-relay: "))).toEqual([
    expect.stringMatching(
      /WIDENED {2}2 addresses {2}192\.168\.2\.55, 192\.168\.2\.56 {2}\(\w+\) {2}anonymous, any sender/,
    ),
    expect.stringMatching(
      /"CRM Application" refuses \(550 5\.7\.1.*\) -> "CRM Application" relays by ConnectorPermission/,
    ),
    expect.stringMatching(/see all: pulumi preview --json --show-sames > preview\.json && relayctl impact/),
  ]);
});

test("an unchanged program has no impact, and an update prints none", async () => {
  const { output } = await stage.stack.expectDone(["up", "--yes", "--skip-preview"]);
  expect(output).not.toContain("impact:");
  expect(await impactLines()).toEqual([]);
});

test("a wider range names exactly the new addresses, and the host as it is by then", async () => {
  stage.declare(crmConnector(stage.smtpPort, { remoteIpRanges: ["192.168.2.0/24"] }), relayRight("crm"));
  const [first = "", ...more] = await impactLines();
  expect(first).toMatch(
    /^crm: impact: WIDENED {2}254 addresses {2}192\.168\.2\.0-192\.168\.2\.54, 192\.168\.2\.57-192\.168\.2\.255/,
  );
  expect(more.length).toBeLessThan(8);
  expect(more.every((line) => line.startsWith("crm: "))).toBe(true);
});

test("a host that is away is one warning, and the preview goes on", async () => {
  const output = await diagnostics("--config", "relay:endpoint=http://127.0.0.1:9");
  expect(output.match(/says nothing of its impact/g)).toHaveLength(1);
  expect(output).not.toContain(": impact: ");
});
