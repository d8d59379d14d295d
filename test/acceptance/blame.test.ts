import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ShownObject } from "../../tools/harness/control-calls";
import { runRelayctl } from "../cli/run-relayctl";
import { AcceptanceStage } from "./acceptance-stage";

jest.setTimeout(300_000);

const COMMIT = "3f2a91c0b7de4a5f6071829304a5b6c7d8e9f001";

interface Blamed extends ShownObject {
  readonly declaredIn: {
    readonly commit: string | null;
    readonly file: string | null;
    readonly line: number | null;
  } | null;
}

let stage: AcceptanceStage;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
  // What git writes for a commit that is checked out by its id.
  mkdirSync(join(stage.stack.programFolder, ".git"));
  writeFileSync(join(stage.stack.programFolder, ".git", "HEAD"), `${COMMIT}\n`);
  write("the CRM server");
  await stage.stack.expectDone(["up", "--yes", "--skip-preview"]);
});

afterAll(() => stage.strike());

function program(comment: string): string {
  return `import * as relay from "pulumi-smtp-relay";

export const crm = new relay.AnonymousRelay("crm", {
  name: "CRM Application",
  bindings: ["0.0.0.0:${stage.smtpPort}"],
  remoteIpRanges: ["192.168.2.55"],
  comment: "${comment}",
});

new relay.AcceptedDomain("contoso", { domainName: "contoso.com" });
`;
}

function write(comment: string, above = ""): void {
  writeFileSync(join(stage.stack.programFolder, "index.ts"), `${above}${program(comment)}`);
}

function lineOf(text: string): number {
  const lines = readFileSync(join(stage.stack.programFolder, "index.ts"), "utf8").split("\n");
  return lines.findIndex((line) => line.includes(text)) + 1;
}

async function blamed(kind: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain"): Promise<Blamed> {
  return (await stage.byHand.find(kind, () => true)) as Blamed;
}

describe("every object on the host", () => {
  test("names the line and commit of the program that declares it, of a component the line that uses it", async () => {
    const component = { commit: COMMIT, file: "index.ts", line: lineOf("new relay.AnonymousRelay") };
    expect((await blamed("ReceiveConnector")).declaredIn).toEqual(component);
    expect((await blamed("ConnectorPermission")).declaredIn).toEqual(component);
    const domain = { ...component, line: lineOf("new relay.AcceptedDomain") };
    expect((await blamed("AcceptedDomain")).declaredIn).toEqual(domain);
    const status = await runRelayctl(["status"], { host: stage.host });
    const words = `ConnectorPermission  relay:index:AnonymousRelay$ConnectorPermission::crm-relay`;
    const mail = ["--mail-from", "crm@contoso.com", "--rcpt-to", "customer@fabrikam.com"];
    const to = `0.0.0.0:${stage.smtpPort}`;
    const explained = await runRelayctl(["explain", "--from", "192.168.2.55", "--to", to, ...mail], {
      host: stage.host,
    });
    expect(explained.stdout).toContain(words);
    expect(explained.stdout).toContain(`index.ts:${component.line}, commit 3f2a91c0b7de`);
    expect(status.stdout).toContain(`organization/declared/dev, index.ts:${component.line}, commit 3f2a91c0b7de`);
  });

  test("is not changed by lines that move", async () => {
    const before = await stage.stack.expectDone(["stack", "export"]);
    write("the CRM server", "// Relays of the CRM.\n\n\n");
    expect((await stage.stack.preview("--expect-no-changes")).code).toBe(0);
    await stage.stack.expectDone(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    const after = await stage.stack.expectDone(["stack", "export"]);
    const places = (text: string) => text.match(/"declaredAt": "[^"]*"/g)?.sort();
    // Resources stand in the order in which they were done.
    expect(places(after.stdout)).toEqual(places(before.stdout));
    expect((await stage.stack.preview("--refresh", "--expect-no-changes")).code).toBe(0);
  });

  test("follows the program when it is changed, and keeps its place when somebody edits it by hand", async () => {
    write("the CRM servers", "// Relays of the CRM.\n\n\n");
    await stage.stack.expectDone(["up", "--yes", "--skip-preview"]);
    const moved = await blamed("ReceiveConnector");
    expect(moved.declaredIn?.line).toBe(lineOf("new relay.AnonymousRelay"));
    expect((await blamed("AcceptedDomain")).declaredIn?.line).toBe(lineOf("new relay.AcceptedDomain") - 3);
    await stage.byHand.change("ReceiveConnector", moved.id, { comment: "by hand" });
    expect((await blamed("ReceiveConnector")).declaredIn).toEqual(moved.declaredIn);
    expect((await stage.stack.refresh("--preview-only", "--diff")).output).not.toContain("declaredAt");
  });

  test("never holds a path of the machine", async () => {
    const state = await stage.stack.expectDone(["stack", "export", "--show-secrets"]);
    const inputs = [...state.stdout.matchAll(/"declaredAt": "(?<place>[^"]*)"/g)].map(
      ({ groups }) => groups?.["place"],
    );
    expect(inputs.length).toBeGreaterThan(0);
    for (const place of inputs) expect(place).toMatch(/^index\.ts:\d+$/);
  });
});
