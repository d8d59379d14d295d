import type { ShownObject } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { ANONYMOUS, DriftStage } from "./drift-fixture";
import { runRelayctl } from "./run-relayctl";

jest.setTimeout(60_000);

const RIGHT = "ms-Exch-SMTP-Accept-Any-Recipient";

let stage: DriftStage;
let connector: ShownObject;
let entry: ShownObject;

beforeAll(async () => {
  stage = await DriftStage.set();
  connector = await stage.byHand.create("ReceiveConnector", {
    name: "Night shift",
    bindings: [`127.0.0.1:${await freePort()}`],
    remoteIpRanges: ["192.168.9.7"],
    permissionGroups: ["AnonymousUsers"],
  });
  const right = { principal: ANONYMOUS, access: "Allow", extendedRights: [RIGHT] };
  entry = await stage.byHand.create("ConnectorPermission", { connector: connector.id, ...right });
  await stage.declare("AcceptedDomain", "contoso", { domainName: "contoso.com" });
});

afterAll(() => stage.strike());

function remove(...args: readonly string[]) {
  return runRelayctl(["delete", ...args], { host: stage.host });
}

describe("relayctl delete", () => {
  test("shows who loses what, and deletes nothing without --yes", async () => {
    const shown = await remove("ConnectorPermission", entry.id);
    expect(shown).toMatchObject({ code: 2, stdout: "" });
    expect(shown.stderr).toMatch(/NARROWED {2}1 address/);
    expect(shown.stderr).toContain("add --yes");
    expect(await stage.byHand.list("ConnectorPermission")).toHaveLength(1);
  });

  test("finds an object by its name without case, and says what else has the name", async () => {
    const deny = { principal: ANONYMOUS, access: "Allow", extendedRights: ["ms-Exch-Bypass-Anti-Spam"] };
    const other = await stage.byHand.create("ConnectorPermission", { connector: connector.id, ...deny });
    const two = await remove("ConnectorPermission", `Allow ${ANONYMOUS} on Night shift`, "--yes");
    expect(two.code).toBe(2);
    expect(two.stderr).toContain(other.id);
    const json = await remove("ConnectorPermission", other.id, "--yes", "--output", "json");
    expect(JSON.parse(json.stdout)).toMatchObject({ kind: "ConnectorPermission", id: other.id, deleted: true });
    const one = await remove("ReceiveConnector", "night SHIFT", "--yes");
    expect(one).toMatchObject({ code: 0, stdout: 'deleted ReceiveConnector "Night shift"\n' });
    // Its entries went with it.
    expect(await stage.byHand.list("ConnectorPermission")).toEqual([]);
  });

  test("says that what a stack declares comes back", async () => {
    const shown = await remove("AcceptedDomain", "contoso.com");
    expect(shown.stderr).toContain(
      "Stack acme/crm/prod declares it as AcceptedDomain::contoso: pulumi up --refresh makes it again.",
    );
  });

  test("is refused while the configuration is frozen, unless the glass is broken, which the audit keeps", async () => {
    await runRelayctl(["freeze", "--reason", "incident 7"], { host: stage.host });
    const refused = await remove("AcceptedDomain", "contoso.com", "--yes");
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain("incident 7");
    expect(await remove("AcceptedDomain", "contoso.com", "--yes", "--break-glass", "it is the incident")).toMatchObject(
      {
        code: 0,
      },
    );
    const { body } = await stage.byHand.call("GET", "/v1/audit?order=newest-first&limit=1");
    expect(body).toMatchObject({
      items: [{ action: "delete", breakGlass: "it is the incident", address: "127.0.0.1" }],
    });
    await runRelayctl(["unfreeze"], { host: stage.host });
  });

  test.each([
    ["an object that is not there", ["AcceptedDomain", "nothing.example", "--yes"], "no AcceptedDomain called"],
    ["the TransportConfig", ["TransportConfig", "x"], "Allowed choices"],
    ["a kind that is none", ["Connector", "x"], "Allowed choices"],
  ])("refuses %s", async (_, args, words) => {
    const refused = await remove(...args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(words);
  });
});
