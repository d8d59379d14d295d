import { CrmStage } from "./crm-stage";

let stage: CrmStage;

beforeAll(async () => {
  stage = await CrmStage.set({ protocolLoggingLevel: "Verbose" });
});

afterAll(() => stage.strike());

const observed = () => stage.relayctl("usage", "--observed");

test("nothing is observed at first", async () => {
  expect(await observed()).toMatchObject({ code: 0, stdout: "No connector is observed only.\n" });
});

test("a client outside the narrower range still relays, and is listed", async () => {
  const narrow = { remoteIpRanges: ["192.168.2.55-192.168.2.56"], observeOnly: true };
  await stage.byHand.change("ReceiveConnector", stage.connector, narrow);
  expect(await stage.send("192.168.2.55")).toMatch(/^250 /);
  expect(await observed()).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Nothing would have been refused") as string,
  });
  expect(await stage.send("192.168.2.57")).toMatch(/^250 /);
  const { code, stdout } = await observed();
  expect(stdout).toMatch(/^"CRM Application" is observed only, since 20/);
  expect(stdout).toMatch(/CRM Application +192\.168\.2\.57 +no-connector +1 +\d+ seconds? ago/);
  expect(stdout).not.toContain("192.168.2.55");
  expect(code).toBe(1);
  expect(stage.host.log()).toMatch(/"client":"192\.168\.2\.57".*"reason":"no-connector".*"msg":"would be refused"/);
});

test("status says that the settings are not what is enforced", async () => {
  const { stdout } = await stage.relayctl("status");
  expect(stdout).toMatch(
    /! Receive connector "CRM Application" is observed only since 20\S+: what held before is enforced/,
  );
  expect(stdout).toContain("CRM Application (observed only)");
});

test("an export says what is enforced", async () => {
  const { stdout } = await stage.relayctl("export");
  const [crm] = (JSON.parse(stdout) as { readonly receiveConnectors: readonly object[] }).receiveConnectors;
  expect(crm).toMatchObject({
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
    observeOnly: true,
    enforced: { settings: { remoteIpRanges: ["192.168.2.0/24"] }, connectorPermissions: [{ access: "Allow" }] },
  });
});

test("what would allow more is refused, naming who could do it", async () => {
  const wider = stage.byHand.change("ReceiveConnector", stage.connector, { remoteIpRanges: ["192.168.0.0/16"] });
  await expect(wider).rejects.toThrow(/RELAY_OBSERVE_WIDENS.*192\.168\./);
});

test("a delete shows who loses what is enforced, and not what is observed", async () => {
  const { code, stderr } = await stage.relayctl("delete", "ReceiveConnector", "CRM Application");
  expect([code, stderr]).toEqual([2, expect.stringMatching(/NARROWED {2}256 addresses {2}192\.168\.2\.0\/24/)]);
});

test("a killed host goes on enforcing what it did, and observing", async () => {
  await stage.host.kill();
  await stage.startAgain();
  expect(await stage.send("192.168.2.58")).toMatch(/^250 /);
  expect((await observed()).stdout).toContain("192.168.2.58");
  expect((await observed()).stdout).toContain("CRM Application");
});

test("refused for another reason: the right that is taken away while it is observed", async () => {
  const [entry] = await stage.byHand.list("ConnectorPermission");
  await stage.byHand.remove("ConnectorPermission", entry?.id ?? "");
  expect(await stage.send("192.168.2.55")).toMatch(/^250 /);
  expect((await observed()).stdout).toMatch(/192\.168\.2\.55 +no-relay-right +1/);
});

test("once it is enforced the client is refused, and nothing is observed", async () => {
  await stage.byHand.change("ReceiveConnector", stage.connector, { observeOnly: false });
  expect(await stage.send("192.168.2.57")).toMatch(/^421 4\.3\.2 /);
  expect(await stage.send("192.168.2.55")).toMatch(/^550 5\.7\.1 /);
  expect((await observed()).stdout).toBe("No connector is observed only.\n");
});
