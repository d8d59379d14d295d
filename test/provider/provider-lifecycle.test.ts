import fc from "fast-check";
import { createContext } from "../../provider/create-context";
import type { DynamicProvider, Properties } from "../../provider/dynamic-provider";
import { ProviderError } from "../../provider/provider-error";
import { createRelayProvider } from "../../provider/relay-provider";
import type { RelayHost, ResourceKind, UnmanagedEntry } from "../../provider/relay-host";
import { createRun } from "../../provider/run";
import { MemoryHost } from "./memory-host";

const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const ANY_RECIPIENT = "ms-Exch-SMTP-Accept-Any-Recipient";
const CRM = { name: "CRM Application", bindings: ["0.0.0.0:25"], remoteIpRanges: ["192.168.2.55-192.168.2.56"] };
const ENTRY: UnmanagedEntry = {
  id: "entry-1",
  revision: 9,
  principal: ANONYMOUS,
  access: "Allow",
  extendedRights: [ANY_RECIPIENT],
  updatedBy: "admin",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

let host: MemoryHost;
let lines: string[];

/** Providers of one process, as the engine starts a new one for each preview and each update. */
function startProcess(connect: () => Promise<RelayHost> = async () => host) {
  const run = createRun({ identity: undefined, isGone: () => false }, Date.now());
  const context = createContext({ run, env: {}, print: keep, connect });
  const provider = (kind: ResourceKind): DynamicProvider => createRelayProvider(kind, context);
  void provider("ReceiveConnector").configure({ config: { get: () => undefined } });
  return provider;
}

/** What a change means has tests of its own. */
function keep(line: string): void {
  if (!line.includes(": impact: ")) lines.push(line);
}

function declared(kind: ResourceKind, name: string, args: object, run: object = {}): Properties {
  const hidden = { logicalId: `${kind}::${name}`, stack: "acme/crm/dev", preview: false, __provider: "source", ...run };
  return { ...args, ...hidden };
}

async function checked(kind: ResourceKind, inputs: Properties): Promise<Properties> {
  const { inputs: settled, failures } = await startProcess()(kind).check({}, inputs);
  expect(failures).toEqual([]);
  return { ...settled, __provider: "source" };
}

async function created(kind: ResourceKind, name: string, args: object) {
  const inputs = await checked(kind, declared(kind, name, args));
  return { inputs, ...(await startProcess()(kind).create(inputs)) };
}

beforeEach(() => {
  host = new MemoryHost();
  lines = [];
});

describe("check", () => {
  test("fills every default in, and keeps what concerns the run alone out of state", async () => {
    const { inputs } = await startProcess()("ReceiveConnector").check({}, declared("ReceiveConnector", "crm", CRM));
    expect(inputs).toMatchObject({ permissionGroups: ["None"], maxMessageSize: 37_748_736, adoptExisting: false });
    expect(inputs).toMatchObject({ unmanagedEntries: [], unmanagedPermissions: "revoke" });
    expect(Object.keys(inputs)).not.toEqual(expect.arrayContaining(["preview"]));
  });

  test("reports everything that is wrong, each on its property", async () => {
    const wrong = {
      ...CRM,
      bindings: ["0.0.0.0"],
      remoteIpRanges: ["010.0.0.1", "10.0.0.1/8"],
      permissionGroups: ["Custom"],
    };
    const extra = { adoptExisting: "yes", requireTLS: true };
    const { failures } = await startProcess()("ReceiveConnector").check(
      {},
      declared("ReceiveConnector", "a", wrong, extra),
    );
    const properties = failures.map(({ property }) => property).sort();
    expect(properties).toEqual([
      "adoptExisting",
      "bindings[0]",
      "permissionGroups[0]",
      "remoteIpRanges[0]",
      "remoteIpRanges[1]",
      "requireTLS",
    ]);
  });

  test("works without a host, and says once in a preview what it could not look at", async () => {
    const provider = startProcess(() => Promise.reject(new ProviderError("Nobody answers at memory:.")));
    for (const name of ["a", "b"]) {
      const args = { ...CRM, name, bindings: [name === "a" ? "0.0.0.0:25" : "0.0.0.0:587"] };
      const inputs = declared("ReceiveConnector", name, args, { preview: true });
      expect((await provider("ReceiveConnector").check({}, inputs)).failures).toEqual([]);
    }
    expect(lines).toEqual([expect.stringMatching(/^relay host: this preview could not .* Nobody answers at memory:/)]);
  });

  test("says once in a preview that the host's configuration is frozen", async () => {
    host.frozen = { by: "on call", at: "2026-11-24T07:00:00.000Z", reason: "incident 7" };
    const provider = startProcess();
    for (const kind of ["ReceiveConnector", "AcceptedDomain"] as const) {
      const args = kind === "ReceiveConnector" ? CRM : { domainName: "contoso.com" };
      await provider(kind).check({}, declared(kind, "a", args, { preview: true }));
    }
    expect(lines).toEqual([
      expect.stringMatching(
        /^relay host: the configuration is frozen since \S+Z by on call: incident 7\. .*RELAY_BREAK_GLASS/,
      ),
    ]);
  });

  test("warns in a preview of a certificate that the host does not have, or that ends soon", async () => {
    const tlsCertificateName = "<I>CN=CA<S>CN=mail.contoso.com";
    const named = declared("ReceiveConnector", "mail", { ...CRM, tlsCertificateName }, { preview: true });
    await startProcess()("ReceiveConnector").check({}, named);
    expect(lines.splice(0)).toEqual([expect.stringMatching(/^mail: the host has no certificate "<I>CN=CA/)]);
    const validTo = new Date(Date.now() + 86_400_000).toISOString();
    host.shown = [{ name: "mail", tlsCertificateName, state: "usable", validTo }];
    await startProcess()("ReceiveConnector").check({}, named);
    expect(lines).toEqual([expect.stringMatching(/^mail: its certificate expires on .*: renew it\.$/)]);
  });

  test("warns in a preview of a conflict with a connector that this stack does not own", async () => {
    const { id } = await created("ReceiveConnector", "crm", CRM);
    host.edit(id, { owner: null });
    const other = declared("ReceiveConnector", "other", { ...CRM, name: "Other" }, { preview: true });
    await startProcess()("ReceiveConnector").check({}, other);
    expect(lines).toEqual([
      expect.stringMatching(/^other: .*equals.*"CRM Application" on 0\.0\.0\.0:\d+: make.*belongs to nobody/),
    ]);
  });

  test.each<{ title: string; owner: { stack: string; logicalId: string } | null; run?: object; says: RegExp[] }>([
    {
      title: "nobody's connector of that name is there",
      owner: null,
      says: [
        /^twin: ReceiveConnector "CRM Application" is on the host already and belongs to nobody: set adoptExisting/,
      ],
    },
    { title: "nobody's connector of that name is adopted", owner: null, run: { adoptExisting: true }, says: [] },
    {
      title: "another stack's connector of that name is there",
      owner: { stack: "acme/other/dev", logicalId: "ReceiveConnector::x" },
      run: { adoptExisting: true },
      says: [
        /^twin: .* belongs to stack acme\/other\/dev: taking it over needs adoptExisting: true and an admin token\.$/,
      ],
    },
  ])("says once in a preview when $title", async ({ owner, run, says }) => {
    const { id } = await created("ReceiveConnector", "crm", CRM);
    host.edit(id, { owner });
    const twin = declared("ReceiveConnector", "twin", { ...CRM, name: "crm application" }, { preview: true, ...run });
    await startProcess()("ReceiveConnector").check({}, twin);
    expect(lines).toEqual(says.map((text) => expect.stringMatching(text) as string));
  });

  test.each<{ kind: ResourceKind; args: object; says: string }>([
    { kind: "AcceptedDomain", args: { domainName: "contoso.com" }, says: 'AcceptedDomain "contoso.com" is on' },
    {
      kind: "SendConnector",
      args: { name: "Smart host", addressSpaces: ["*"], smartHosts: ["mail.contoso.com"] },
      says: 'SendConnector "Smart host" is on',
    },
  ])("warns in a preview of a $kind that somebody else has", async ({ kind, args, says }) => {
    const { id, inputs } = await created(kind, "one", args);
    const preview = { ...inputs, preview: true };
    await startProcess()(kind).check({}, preview);
    expect(lines).toEqual([]);
    host.edit(id, { owner: null });
    await startProcess()(kind).check({}, preview);
    expect(lines).toEqual([expect.stringContaining(`one: ${says}`)]);
  });

  test("says once in a preview, under the connector's name, what is rarely meant", async () => {
    const provider = startProcess();
    const wide = { ...CRM, remoteIpRanges: ["10.0.0.0/8"], permissionGroups: ["AnonymousUsers"] };
    const entry = { connector: "unknown-yet", principal: ANONYMOUS, extendedRights: [ANY_RECIPIENT] };
    const declareBoth = async (run: object) => {
      await provider("ReceiveConnector").check({}, declared("ReceiveConnector", "crm", wide, run));
      const inputs = declared("ConnectorPermission", "relay", entry, { connectorName: CRM.name, ...run });
      await provider("ConnectorPermission").check({}, inputs);
    };
    await declareBoth({ preview: false });
    expect(lines).toEqual([]);
    await declareBoth({ preview: true });
    await declareBoth({ preview: true });
    const lints = lines.filter((line) => line.includes("warning: "));
    expect(lints).toEqual([
      expect.stringMatching(/^crm: warning: remoteIpRanges lets 16,777,216 private addresses relay/),
    ]);
  });

  test("says in a preview what expires within 14 days, and not what does later", async () => {
    const at = (days: number) => `${new Date(Date.now() + days * 86_400_000 + 60_000).toISOString().slice(0, 19)}Z`;
    const provider = startProcess();
    const soon = declared("ReceiveConnector", "crm", { ...CRM, expiresAt: at(3) }, { preview: true });
    await provider("ReceiveConnector").check({}, soon);
    const later = { ...CRM, name: "Later", remoteIpRanges: ["10.99.0.1"], expiresAt: at(20) };
    await provider("ReceiveConnector").check({}, declared("ReceiveConnector", "later", later, { preview: true }));
    expect(lines.filter((line) => line.includes("expires"))).toEqual([
      expect.stringMatching(/^crm: expires at .*Z, in 3 days\.$/),
    ]);
  });

  test("warns in a preview of a permission on a connector that is not there", async () => {
    const args = {
      connector: "00000000-0000-4000-8000-000000000000",
      principal: ANONYMOUS,
      extendedRights: [ANY_RECIPIENT],
    };
    const inputs = declared("ConnectorPermission", "relay", args, { preview: true });
    await startProcess()("ConnectorPermission").check({}, inputs);
    expect(lines).toEqual([expect.stringMatching(/^relay: there is no receive connector with the id 00000000/)]);
  });

  test("prints nothing in an update", async () => {
    const { id } = await created("ReceiveConnector", "crm", CRM);
    host.edit(id, { owner: null });
    await startProcess()("ReceiveConnector").check(
      {},
      declared("ReceiveConnector", "other", { ...CRM, name: "Other" }),
    );
    expect(lines).toEqual([]);
  });
});

describe("create, read, update, delete", () => {
  test("outputs hold the settings, the revision, the installation and a new proof of ownership", async () => {
    const first = await created("ReceiveConnector", "crm", CRM);
    const again = await created("ReceiveConnector", "crm", CRM);
    expect(first.outs).toMatchObject({ ...CRM, revision: 1, installation: { id: "installation-1", epoch: 1 } });
    expect(again.id).toBe(first.id);
    expect(again.outs["ownerToken"]).not.toBe(first.outs["ownerToken"]);
  });

  test.each<[ResourceKind, object]>([
    ["ReceiveConnector", CRM],
    ["ConnectorPermission", { connector: "guid-1", principal: "S-1-5-7", extendedRights: [ANY_RECIPIENT] }],
    ["AcceptedDomain", { domainName: "Contoso.com" }],
    ["SendConnector", { name: "out", addressSpaces: ["*"], smartHosts: ["Mail.contoso.com"] }],
  ])("a %s that was created and read back is no change, and its inputs are as check made them", async (kind, args) => {
    const { id, outs, inputs } = await created(kind, "x", args);
    const { __provider, ...settled } = inputs;
    const found = await startProcess()(kind).read(id, { ...outs, __provider });
    expect(found.inputs).toEqual(settled);
    expect(found.props).toEqual(outs);
    expect(await startProcess()(kind).diff(id, found.props ?? {}, inputs)).toEqual({ changes: false });
  });

  test("whatever connector is declared, reading it back is no change", async () => {
    const group = fc.subarray(["AnonymousUsers", "ExchangeUsers", "ExchangeServers", "Partners"]);
    const range = fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `10.${a}.${b}.1`);
    const args = fc.record({
      permissionGroups: group,
      remoteIpRanges: fc.array(range, { minLength: 1, maxLength: 20 }),
      maxMessageSize: fc.constantFrom("10MB", 1_048_576, "70 KB"),
      comment: fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/\p{C}/gu, "")),
    });
    await fc.assert(
      fc.asyncProperty(args, async (given) => {
        host = new MemoryHost();
        const { id, outs, inputs } = await created("ReceiveConnector", "crm", { ...CRM, ...given });
        const { props = {} } = await startProcess()("ReceiveConnector").read(id, outs);
        expect(await startProcess()("ReceiveConnector").diff(id, props, inputs)).toEqual({ changes: false });
      }),
      { numRuns: 50 },
    );
  });

  test("a change by hand comes back as inputs, and the update puts it back", async () => {
    const { id, outs, inputs } = await created("ReceiveConnector", "crm", CRM);
    host.edit(id, { settings: { ...host.objects.get(id)?.settings, remoteIpRanges: ["10.0.0.1"] } });
    const { props = {}, inputs: drifted } = await startProcess()("ReceiveConnector").read(id, outs);
    expect(drifted?.["remoteIpRanges"]).toEqual(["10.0.0.1"]);
    expect(await startProcess()("ReceiveConnector").diff(id, props, inputs)).toEqual({});
    const { outs: after } = await startProcess()("ReceiveConnector").update(id, props, inputs);
    expect(after).toMatchObject({ remoteIpRanges: CRM.remoteIpRanges, ownerToken: outs["ownerToken"] });
  });

  test("a stale plan is refused", async () => {
    const { id, outs, inputs } = await created("ReceiveConnector", "crm", CRM);
    host.edit(id, { settings: { ...host.objects.get(id)?.settings, comment: "by hand" } });
    await expect(startProcess()("ReceiveConnector").update(id, outs, inputs)).rejects.toThrow("RELAY_REVISION_STALE");
  });

  test("an update whose answer was lost is done when it is repeated", async () => {
    const { id, outs, inputs } = await created("ReceiveConnector", "crm", CRM);
    const news = { ...inputs, comment: "changed" };
    const provider = startProcess()("ReceiveConnector");
    const { outs: lost } = await provider.update(id, outs, news);
    expect((await provider.update(id, outs, news)).outs).toEqual(lost);
  });

  test("only what is gone from the right installation is gone", async () => {
    const { id, outs } = await created("ReceiveConnector", "crm", CRM);
    host.objects.delete(id);
    const provider = startProcess()("ReceiveConnector");
    expect(await provider.read(id, outs)).toEqual({});
    await expect(provider.delete(id, outs)).resolves.toBeUndefined();
    host.installation = { id: "installation-2", epoch: 1 };
    await expect(provider.read(id, outs)).rejects.toThrow("RELAY_INSTALLATION_MISMATCH");
    await expect(provider.delete(id, outs)).rejects.toThrow("RELAY_INSTALLATION_MISMATCH");
  });

  test("an object that another resource took over is let go of, and its late delete deletes nothing", async () => {
    const { id, outs } = await created("ReceiveConnector", "crm", CRM);
    host.edit(id, { token: "another", owner: { stack: "acme/other/dev", logicalId: "ReceiveConnector::x" } });
    expect(await startProcess()("ReceiveConnector").read(id, outs)).toEqual({});
    expect(lines).toEqual([
      "crm: the object is owned by ReceiveConnector::x of stack acme/other/dev now, so this stack lets go of it.",
    ]);
    await startProcess()("ReceiveConnector").delete(id, outs);
    expect(host.objects.has(id)).toBe(true);
  });

  test("what the host stores but does not enforce is a partial failure with complete state", async () => {
    host.problems = ["Port 25 is taken."];
    const inputs = await checked("ReceiveConnector", declared("ReceiveConnector", "crm", CRM));
    const failure = await startProcess()("ReceiveConnector")
      .create(inputs)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      id: expect.any(String) as string,
      reasons: [
        "crm is stored, but the host at memory: does not enforce all of it: Port 25 is taken. Once that is settled, run pulumi up again.",
      ],
    });
    expect(failure).toMatchObject({
      properties: { ...CRM, __provider: "source", ownerToken: expect.any(String) as string },
    });
    host.problems = [];
    const { id, properties } = failure as { id: string; properties: Properties };
    expect((await startProcess()("ReceiveConnector").update(id, properties, inputs)).outs).toMatchObject(CRM);
  });

  test("nothing undefined reaches the wire", async () => {
    const { outs, inputs } = await created("ReceiveConnector", "crm", CRM);
    for (const value of [...Object.values(outs), ...Object.values(inputs)]) expect(value).toBeDefined();
  });

  test("looking up what is not there fails, and what is there needs no ownership", async () => {
    const { id } = await created("AcceptedDomain", "a", { domainName: "contoso.com" });
    const provider = startProcess()("AcceptedDomain");
    await expect(provider.read("nowhere", {})).rejects.toThrow("There is no AcceptedDomain with the id nowhere");
    expect((await provider.read(id, {})).props).toMatchObject({ domainName: "contoso.com" });
  });
});

describe("rights that nobody declared", () => {
  async function found(args: object = {}) {
    const crm = await created("ReceiveConnector", "crm", { ...CRM, ...args });
    host.edit(crm.id, { unmanaged: [ENTRY] });
    const { props = {} } = await startProcess()("ReceiveConnector").read(crm.id, crm.outs);
    return { ...crm, props };
  }

  test("are drift that an update takes away", async () => {
    const { id, props, inputs } = await found();
    expect(props["unmanagedEntries"]).toEqual([ENTRY]);
    const provider = startProcess()("ReceiveConnector");
    expect(await provider.diff(id, props, inputs)).toEqual({});
    const { outs } = await provider.update(id, props, inputs);
    expect(host.revoked).toEqual([{ id: "entry-1", revision: 9 }]);
    expect(await startProcess()("ReceiveConnector").diff(id, outs, inputs)).toEqual({ changes: false });
  });

  test("are reported only, where the connector says so", async () => {
    const { id, props, inputs } = await found({ unmanagedPermissions: "report" });
    expect(await startProcess()("ReceiveConnector").diff(id, props, inputs)).toEqual({ changes: false });
    expect(lines).toEqual([`crm: Allow ${ANY_RECIPIENT} for ${ANONYMOUS} is declared by no program (reported only).`]);
  });

  test("are left for the permission that declares them by now", async () => {
    const { id, props } = await found();
    const declaredEntries = [{ principal: "S-1-5-7", access: "Allow", extendedRights: [ANY_RECIPIENT.toLowerCase()] }];
    const provider = startProcess()("ReceiveConnector");
    const news = declared("ReceiveConnector", "crm", { ...CRM, comment: "changed" }, { declaredEntries });
    const { inputs } = await provider.check({}, news);
    await provider.update(id, props, inputs);
    expect(host.revoked).toEqual([]);
  });
});
