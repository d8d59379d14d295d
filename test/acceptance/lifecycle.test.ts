import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { SmtpDialogue } from "../../tools/harness/smtp-dialogue";
import { AcceptanceStage, crmConnector, oneOfEach, type Declared } from "./acceptance-stage";

jest.setTimeout(180_000);

interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly detailedDiff: Readonly<Record<string, unknown>> | null;
}

interface Exported {
  readonly deployment: {
    readonly resources: readonly { readonly outputs?: { readonly auditHead?: { readonly sequence: number } } }[];
  };
}

let stage: AcceptanceStage;
let declared: readonly Declared[];

beforeAll(async () => {
  stage = await AcceptanceStage.set();
  declared = oneOfEach(stage.smtpPort);
});

afterAll(() => stage.strike());

describe("the life of a stack under the real CLI", () => {
  test("the first update is enforced when it returns", async () => {
    expect(await stage.writeFrom("192.168.2.55")).toBe("");
    await stage.up(declared);
    expect(await stage.writeFrom("192.168.2.55")).toMatch(/^250 2\.6\.0 /);
    expect(await stage.writeFrom("192.168.2.57")).toBe("421 4.3.2 Service not available");
  });

  test("a second update finds nothing to do", async () => {
    const again = await stage.stack.preview("--expect-no-changes", "--diff");
    expect(again.output).not.toMatch(/^\s*[~+-] /m);
    expect(again.code).toBe(0);
    expect((await stage.stack.up("--skip-preview", "--expect-no-changes")).code).toBe(0);
  });

  test("a list in another order and spelling is no change", async () => {
    stage.declare(
      crmConnector(stage.smtpPort, { remoteIpRanges: ["192.168.2.56", "192.168.2.55"], authMechanism: ["tls"] }),
      ...declared.slice(1),
    );
    const preview = await stage.stack.preview("--diff");
    expect(preview.output).toContain("remoteIpRanges");
    stage.declare(
      crmConnector(stage.smtpPort, {
        remoteIpRanges: ["192.168.2.55 - 192.168.2.56".replaceAll(" ", "")],
        authMechanism: ["tls"],
      }),
      ...declared.slice(1),
    );
    expect((await stage.stack.preview("--expect-no-changes")).code).toBe(0);
  });

  test("a changed range is the only thing that the preview names", async () => {
    stage.declare(
      crmConnector(stage.smtpPort, { remoteIpRanges: ["192.168.2.55-192.168.2.58"] }),
      ...declared.slice(1),
    );
    const preview = await stage.stack.preview("--json", "--diff");
    const { steps } = JSON.parse(preview.stdout) as { steps: readonly PreviewStep[] };
    const changed = steps.filter((step) => step.op !== "same");
    expect(changed.map((step) => [step.op, step.urn.split("::").at(-1)])).toEqual([["update", "crm"]]);
    expect(Object.keys(changed[0]?.detailedDiff ?? {})).toEqual(["remoteIpRanges[0]"]);
    await stage.stack.expectDone(["up", "--yes", "--skip-preview"]);
    expect(await stage.writeFrom("192.168.2.58")).toMatch(/^250 2\.6\.0 /);
  });

  test("a rename is an update, and nobody who connects meanwhile is refused", async () => {
    const [before] = await stage.byHand.list("ReceiveConnector");
    let renaming = true;
    const answers: string[] = [];
    const clients = (async () => {
      while (renaming) answers.push(await stage.writeFrom("192.168.2.55"));
    })();
    await stage.up([
      crmConnector(stage.smtpPort, { name: "CRM, renamed", remoteIpRanges: ["192.168.2.55-192.168.2.58"] }),
      ...declared.slice(1),
    ]);
    renaming = false;
    await clients;
    const [after] = await stage.byHand.list("ReceiveConnector");
    expect(after).toMatchObject({ id: before?.id, settings: { name: "CRM, renamed" } });
    expect(answers.length).toBeGreaterThan(5);
    expect(answers.filter((answer) => !answer.startsWith("250 2.6.0"))).toEqual([]);
  });

  test("no secret stands in the state in clear, and __provider stays under 100 bytes", () => {
    const state = statesBelow(join(stage.stack.folder, "state")).join("\n");
    expect(state).not.toContain(stage.host.token);
    const sources = [...state.matchAll(/"__provider": ?"((?:[^"\\]|\\.)*)"/g)].map((found) => found[1] ?? "");
    expect(sources.length).toBeGreaterThan(0);
    expect(Math.max(...sources.map((source) => source.length))).toBeLessThan(110);
    expect(state).not.toMatch(/"ownerToken": ?"/);
  });

  test("the state keeps the audit head, to show later whether the audit was cut", async () => {
    const { deployment } = JSON.parse((await stage.stack.run(["stack", "export"])).stdout) as Exported;
    const heads = deployment.resources.flatMap(({ outputs }) => outputs?.auditHead?.sequence ?? []);
    expect(heads).toHaveLength(4);
    const { body } = await stage.byHand.call("GET", "/v1/status");
    expect(Math.max(...heads)).toBe((body as { audit: { sequence: number } }).audit.sequence);
  });

  test("destroy takes everything away, and an open session may not relay any more", async () => {
    const open = await SmtpDialogue.open({ port: stage.smtpPort, proxyFrom: "192.168.2.55" });
    await open.reply();
    await open.say("EHLO crm.contoso.com");
    const destroyed = await stage.stack.destroy("--skip-preview");
    expect(destroyed.output).toMatch(/4 deleted|5 deleted/);
    expect(destroyed.code).toBe(0);
    expect(await open.send({ from: "crm@contoso.com", to: "customer@fabrikam.com" })).toMatch(/^4|^$/);
    open.close();
    for (const kind of ["ReceiveConnector", "ConnectorPermission", "AcceptedDomain", "SendConnector"] as const) {
      expect(await stage.byHand.list(kind)).toEqual([]);
    }
  });
});

function statesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}
