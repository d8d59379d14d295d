import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { AcceptanceStage, crmConnector, oneOfEach } from "./acceptance-stage";

jest.setTimeout(180_000);

let stage: AcceptanceStage;
let other: Server;
let taken: number;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
  other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  taken = (other.address() as AddressInfo).port;
});

afterAll(async () => {
  other.close();
  await stage.strike();
});

describe("a port that another program has", () => {
  test("fails nobody's update but that of the connector that asks for it", async () => {
    const stranger = { name: "By hand", bindings: [`127.0.0.1:${taken}`], remoteIpRanges: ["10.9.0.1"] };
    await stage.byHand.create("ReceiveConnector", stranger);
    await stage.up(oneOfEach(stage.smtpPort));
    expect(await stage.writeFrom("192.168.2.55")).toMatch(/^250 2\.6\.0 /);
  });

  test("is told with what is stored and what to do, and the next update goes on from there", async () => {
    const [, ...rest] = oneOfEach(stage.smtpPort);
    const bindings = [`0.0.0.0:${stage.smtpPort}`, `127.0.0.1:${taken}`];
    stage.declare(crmConnector(stage.smtpPort, { bindings }), ...rest);
    const { code, output } = await stage.stack.up("--skip-preview");
    expect(code).not.toBe(0);
    expect(output).toMatch(/crm is stored, but the host at http:\S+ does not enforce all of it: Cannot listen on/);
    expect(output).toContain("stop it or choose another port. Once that is settled, run pulumi up again.");
    await stage.up(oneOfEach(stage.smtpPort));
  });
});

test("a preview says once, under the resource's name, what is rarely meant and what is somebody else's", async () => {
  await stage.byHand.create("AcceptedDomain", { domainName: "fabrikam.com" });
  const [, ...rest] = oneOfEach(stage.smtpPort);
  const domain = { type: "AcceptedDomain", name: "fabrikam", args: { domainName: "fabrikam.com" } } as const;
  stage.declare(crmConnector(stage.smtpPort, { authMechanism: ["BasicAuth"] }), ...rest, domain);
  const { output } = await stage.stack.preview();
  const [, diagnostics = ""] = output.split("Diagnostics:");
  const told = diagnostics.split("\n").filter((line) => /^\s+(crm|fabrikam): /.test(line));
  const [impact, remarks] = [/: impact: /, /^\s+\w+: (?!impact: )/].map((kind) =>
    told.filter((line) => kind.test(line)),
  );
  expect(impact?.join("\n")).toMatch(/crm: impact: NARROWED {2}2 addresses .* anonymous with TLS/);
  expect(remarks?.map((line) => line.trim()).sort()).toEqual([
    expect.stringMatching(/^crm: warning: authMechanism is BasicAuth: passwords may cross the network in clear/),
    expect.stringMatching(/^fabrikam: AcceptedDomain "fabrikam\.com" is on the host already and belongs to nobody: /),
  ]);
});
