import type { CollectionKind, ShownObject } from "../../tools/harness/control-calls";
import { AcceptanceStage, crmConnector, oneOfEach, type Declared } from "./acceptance-stage";
import {
  OTHER_CONNECTOR,
  OTHER_DOMAIN,
  OTHER_GROUP,
  OTHER_PERMISSION,
  OTHER_SEND_CONNECTOR,
  OTHER_TRANSPORT_CONFIG,
  OTHER_USER,
} from "./hand-made-changes";

jest.setTimeout(300_000);

interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly detailedDiff: Readonly<Record<string, unknown>> | null;
}

const KINDS = [
  ["ReceiveConnector", OTHER_CONNECTOR],
  ["ConnectorPermission", OTHER_PERMISSION],
  ["AcceptedDomain", OTHER_DOMAIN],
  ["SendConnector", OTHER_SEND_CONNECTOR],
  ["RelayUser", OTHER_USER],
  ["RelayGroup", OTHER_GROUP],
  ["TransportConfig", OTHER_TRANSPORT_CONFIG],
] as const;

let stage: AcceptanceStage;
let declared: readonly Declared[];

beforeAll(async () => {
  stage = await AcceptanceStage.set();
  declared = [
    ...oneOfEach(stage.smtpPort),
    { type: "RelayGroup", name: "applications", args: { name: "Applications" } },
    { type: "RelayUser", name: "crm-app", args: { username: "crm-app", groups: ["applications"] } },
    { type: "TransportConfig", name: "host", args: { trustedProxies: ["127.0.0.1"] } },
  ];
  await stage.up(declared);
});

afterAll(() => stage.strike());

async function theOnly(kind: CollectionKind): Promise<ShownObject> {
  return stage.byHand.find(kind, () => true);
}

/** Names of the inputs that a preview would put back, by the type of their resource. */
async function foundByPreview(): Promise<ReadonlyMap<string, readonly string[]>> {
  const preview = await stage.stack.preview("--refresh", "--json");
  const { steps } = JSON.parse(preview.stdout) as { steps: readonly PreviewStep[] };
  const changed = steps.filter((step) => step.op === "update");
  return new Map(
    changed.map((step) => [
      step.urn.split("::")[2]?.split(":").at(-1) ?? "",
      [...new Set(Object.keys(step.detailedDiff ?? {}).map((path) => path.replace(/[.[].*/s, "")))].sort(),
    ]),
  );
}

describe("drift made by hand", () => {
  test("on every input of all seven resources is found by preview --refresh and reverted by up --refresh", async () => {
    const edits = await Promise.all(
      KINDS.map(async ([kind, other]) => {
        const changes = Object.fromEntries(Object.entries(other).filter(([, value]) => value !== undefined));
        return { kind, changes, before: await theOnly(kind) };
      }),
    );
    for (const { kind, changes, before } of edits) await stage.byHand.change(kind, before.id, changes);
    const found = await foundByPreview();
    for (const { kind, changes } of edits) expect([kind, found.get(kind)]).toEqual([kind, Object.keys(changes).sort()]);
    await stage.stack.expectDone(["up", "--yes", "--refresh", "--skip-preview"]);
    for (const { kind, before } of edits) expect((await theOnly(kind)).settings).toEqual(before.settings);
    expect((await stage.stack.preview("--refresh", "--expect-no-changes")).code).toBe(0);
  });

  test("refresh --preview-only with --expect-no-changes fails while there is drift", async () => {
    const domain = await theOnly("AcceptedDomain");
    await stage.byHand.change("AcceptedDomain", domain.id, { domainType: "ExternalRelay" });
    const gate = await stage.stack.refresh("--preview-only", "--expect-no-changes");
    expect(gate.code).not.toBe(0);
    await stage.stack.expectDone(["up", "--yes", "--refresh", "--skip-preview"]);
  });

  test("an object deleted by hand is declared again", async () => {
    const domain = await theOnly("AcceptedDomain");
    await stage.byHand.remove("AcceptedDomain", domain.id);
    await stage.stack.expectDone(["up", "--yes", "--refresh", "--skip-preview"]);
    expect((await theOnly("AcceptedDomain")).settings).toEqual(domain.settings);
  });

  test("an update planned on an outdated revision is refused with who changed what since", async () => {
    const connector = await theOnly("ReceiveConnector");
    await stage.byHand.change("ReceiveConnector", connector.id, { comment: "edited by hand" });
    stage.declare(crmConnector(stage.smtpPort, { maxHopCount: 20 }), ...declared.slice(1));
    const refused = await stage.stack.up("--skip-preview");
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/comment/);
    expect(refused.output).toMatch(/refresh/);
    expect((await theOnly("ReceiveConnector")).settings).toMatchObject({ maxHopCount: 30, comment: "edited by hand" });
    stage.declare(...declared);
    await stage.stack.expectDone(["up", "--yes", "--refresh", "--skip-preview"]);
  });
});

describe("a right that nobody declared", () => {
  test("is shown by preview --refresh and revoked by up --refresh", async () => {
    const connector = await theOnly("ReceiveConnector");
    await stage.byHand.create("ConnectorPermission", {
      connector: connector.id,
      principal: "NT AUTHORITY\\Authenticated Users",
      access: "Allow",
      extendedRights: ["ms-Exch-SMTP-Accept-Any-Sender"],
    });
    expect((await foundByPreview()).get("ReceiveConnector")).toEqual(["unmanagedEntries"]);
    const preview = await stage.stack.preview("--refresh", "--diff");
    expect(preview.output).toContain("ms-Exch-SMTP-Accept-Any-Sender");
    await stage.stack.expectDone(["up", "--yes", "--refresh", "--skip-preview"]);
    const left = await stage.byHand.list("ConnectorPermission");
    expect(left.map((object) => object.settings["principal"])).toEqual(["NT AUTHORITY\\ANONYMOUS LOGON"]);
    expect((await stage.stack.preview("--refresh", "--expect-no-changes")).code).toBe(0);
  });
});
