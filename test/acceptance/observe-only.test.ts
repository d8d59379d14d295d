import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../../tools/harness/wait-for";
import { runRelayctl } from "../cli/run-relayctl";
import { AcceptanceStage, crmConnector, type Declared, relayRight } from "./acceptance-stage";

jest.setTimeout(300_000);

const NETWORK = ["192.168.2.0/24"];
const HOSTS = ["192.168.2.55-192.168.2.56"];

let stage: AcceptanceStage;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
});

afterAll(() => stage.strike());

function program(args: object): readonly Declared[] {
  return [crmConnector(stage.smtpPort, args as Readonly<Record<string, unknown>>), relayRight("crm")];
}

function relayctl(...args: readonly string[]) {
  return runRelayctl(args, { host: stage.host });
}

/** What `relayctl impact` says that the declared program would change. */
async function impactKinds(declared: readonly Declared[]): Promise<readonly string[]> {
  stage.declare(...declared);
  const preview = await stage.stack.expectDone(["preview", "--json", "--show-sames"]);
  const file = join(stage.stack.folder, "preview.json");
  writeFileSync(file, preview.stdout);
  const result = await relayctl("impact", "--before", file, "--after", file, "--base", "host", "--output", "json");
  if (result.code !== 0) throw new Error(result.output);
  const { rows } = JSON.parse(result.stdout) as { readonly rows: readonly { readonly kind: string }[] };
  return [...new Set(rows.map(({ kind }) => kind))];
}

async function expectNoChanges(): Promise<void> {
  const again = await stage.stack.preview("--refresh", "--expect-no-changes", "--diff");
  expect(again.output).toContain("unchanged");
  expect(again.code).toBe(0);
}

describe("a network is narrowed to the two hosts that need it, watched first", () => {
  test("before, everybody in it relays", async () => {
    await stage.up(program({ remoteIpRanges: NETWORK }));
    expect(await stage.writeFrom("192.168.2.57")).toMatch(/^250 /);
  });

  test("observeOnly changes nothing for anybody, and impact says so", async () => {
    const observed = program({ remoteIpRanges: HOSTS, observeOnly: true });
    expect(await impactKinds(observed)).toEqual([]);
    await stage.up(observed);
    expect(await stage.writeFrom("192.168.2.55")).toMatch(/^250 /);
    expect(await stage.writeFrom("192.168.2.57")).toMatch(/^250 /);
    await expectNoChanges();
  });

  test("who would have been refused is listed", async () => {
    const { code, stdout } = await relayctl("usage", "--observed");
    expect(stdout).toMatch(/CRM Application +192\.168\.2\.57 +no-connector +1 /);
    expect(stdout).not.toContain("192.168.2.55");
    expect(code).toBe(1);
  });

  test("a change by hand of what is observed is drift as any other, and put back", async () => {
    const { id } = await stage.byHand.find("ReceiveConnector", () => true);
    await stage.byHand.change("ReceiveConnector", id, { remoteIpRanges: ["192.168.2.55"] });
    const preview = await stage.stack.preview("--refresh", "--expect-no-changes", "--diff");
    expect(preview.code).not.toBe(0);
    await stage.up(program({ remoteIpRanges: HOSTS, observeOnly: true }), "--refresh");
    await expectNoChanges();
    expect(await stage.writeFrom("192.168.2.57")).toMatch(/^250 /);
  });

  test("nothing can be widened on the way", async () => {
    stage.declare(...program({ remoteIpRanges: ["192.168.0.0/16"], observeOnly: true }));
    const { code, output } = await stage.stack.up("--skip-preview");
    expect(output).toMatch(/RELAY_OBSERVE_WIDENS|observed only, so nothing may be allowed by it that is not enforced/);
    expect(code).not.toBe(0);
    expect(await stage.writeFrom("192.168.3.1")).toMatch(/^421 /);
  });

  test("enforcing it shows what is narrowed, and then it is", async () => {
    const enforced = program({ remoteIpRanges: HOSTS });
    expect(await impactKinds(enforced)).toEqual(["narrowed"]);
    await stage.up(enforced);
    // A range that a stack gives up is answered "try again" for half a minute: another connector may claim it yet.
    expect(await stage.writeFrom("192.168.2.57")).toMatch(/^4\d\d /);
    expect(await stage.writeFrom("192.168.2.55")).toMatch(/^250 /);
    await expectNoChanges();
    expect((await relayctl("usage", "--observed")).stdout).toBe("No connector is observed only.\n");
    const isRefused = async () => (await stage.writeFrom("192.168.2.57")).startsWith("421 4.3.2");
    await waitFor("the range that was given up is let go", isRefused, 60_000);
  });
});
