import { buildSnapshot } from "./build-snapshot";
import { stateOf } from "./snapshot-fixture";

describe("buildSnapshot", () => {
  const state = stateOf({
    receiveConnectors: [
      { id: "a", remoteIpRanges: ["10.0.0.1"] },
      { id: "b", remoteIpRanges: ["10.0.0.2"] },
    ],
    acceptedDomains: [{ domainName: "contoso.com" }],
    sendConnectors: [{}],
  });
  const first = buildSnapshot(state, { at: 0 });

  test("takes over what did not change, so that sessions find their rights unchanged", () => {
    const next = buildSnapshot({ ...state, revision: 2 }, { at: 0 });
    expect(next.revision).toBe(2);
    expect(next.connectors.get("a")).toBe(first.connectors.get("a"));
    expect(next.acceptedDomains).toBe(first.acceptedDomains);
    expect(next.routes).toBe(first.routes);
  });

  test.each([
    ["a comment", { comment: "new" }, 0, true],
    ["a range", { remoteIpRanges: ["10.0.0.3"] }, 0, false],
    ["a name, which breaks ties,", { name: "Another" }, 0, false],
    ["a place after others of its stack", {}, 7, false],
  ])("%s of a connector makes the index anew only when it counts there", (_what, settings, precedence, isKept) => {
    const b = state.receiveConnectors.get("b")!;
    const selectionRevision = b.selectionRevision + precedence;
    const changed = { ...b, settings: { ...b.settings, ...settings }, selectionRevision };
    const next = buildSnapshot(
      { ...state, receiveConnectors: new Map([...state.receiveConnectors, ["b", changed]]) },
      { at: 0 },
    );
    // The set belongs to the index.
    expect(next.supersededConnectors === buildSnapshot(state, { at: 0 }).supersededConnectors).toBe(isKept);
  });

  test("bindings are those of the enabled connectors now", () => {
    const connectors = [...state.receiveConnectors.values()];
    const bindingsOf = (settings: object) =>
      buildSnapshot(
        {
          ...state,
          receiveConnectors: new Map(
            connectors.map((one) => [one.id, { ...one, settings: { ...one.settings, ...settings } }]),
          ),
        },
        { at: 0 },
      ).bindings;
    expect(bindingsOf({ bindings: ["0.0.0.0:2525"] })).toEqual(["0.0.0.0:2525"]);
    expect(bindingsOf({ enabled: false })).toEqual([]);
    expect(bindingsOf({})).toEqual(first.bindings);
  });

  test("a permission changes its own connector alone", () => {
    const { connectorPermissions } = stateOf({ connectorPermissions: [{ connector: "a" }] });
    const next = buildSnapshot({ ...state, connectorPermissions }, { at: 0 });
    expect(next.connectors.get("a")).not.toBe(first.connectors.get("a"));
    expect(next.connectors.get("b")).toBe(first.connectors.get("b"));
    const back = buildSnapshot(state, { at: 0 });
    expect(back.connectors.get("a")?.rightsOf(["NT AUTHORITY\\ANONYMOUS LOGON"], 0).granted.size).toBe(0);
  });

  test("of two declarations of one domain the newer stands, whatever their order in the store", () => {
    const [older, newer] = [
      ...stateOf({ acceptedDomains: [{}, { domainType: "ExternalRelay" }] }).acceptedDomains.values(),
    ];
    const acceptedDomains = new Map([
      ["newer", { ...newer!, selectionRevision: 9 }],
      ["older", older!],
    ]);
    const { domainName } = older!.settings;
    expect(buildSnapshot({ ...state, acceptedDomains }, { at: 0 }).acceptedDomains.match(domainName)?.domainType).toBe(
      "ExternalRelay",
    );
  });

  test("time spans become milliseconds", () => {
    expect(first.connectors.get("a")?.timeouts).toEqual({
      connection: 600_000,
      inactivity: 300_000,
      tarpit: 5000,
      authTarpit: 5000,
    });
  });
});
