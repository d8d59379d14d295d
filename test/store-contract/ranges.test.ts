import { RELEASE_MILLISECONDS } from "../../model";
import { Rehearsal } from "./rehearsal";
import {
  connector,
  context,
  create,
  OTHER_STACK,
  owner,
  receiveConnector,
  remove,
  START,
  STACK,
  update,
} from "./write-fixtures";

const on = (name: string, ranges: readonly string[], more: object = {}) =>
  receiveConnector(connector(name, ranges, more));
const LATER = context({ now: START + RELEASE_MILLISECONDS });

function twoConnectors(rangesOfA: readonly string[], rangesOfB: readonly string[]) {
  const host = new Rehearsal();
  const a = host.accept(create(on("A", rangesOfA), owner("a", "ta"))).object.id;
  const b = host.accept(create(on("B", rangesOfB), owner("b", "tb"))).object.id;
  return { host, a, b };
}

describe("ranges of connectors on overlapping bindings", () => {
  it.each([
    ["equal", "10.0.0.0/24", "10.0.0.0-10.0.0.255", {}, true],
    ["partly overlapping", "10.0.0.0/24", "10.0.0.128-10.0.1.5", {}, true],
    ["nested", "10.0.0.0/24", "10.0.0.128/25", {}, false],
    ["disjoint", "10.0.0.0/24", "10.0.1.0/24", {}, false],
    ["equal, the other disabled", "10.0.0.0/24", "10.0.0.0/24", { enabled: false }, true],
    [
      "equal, a concrete address under the wildcard",
      "10.0.0.0/24",
      "10.0.0.0/24",
      { bindings: ["192.0.2.1:25"] },
      true,
    ],
    ["equal on another port", "10.0.0.0/24", "10.0.0.0/24", { bindings: ["0.0.0.0:587"] }, false],
    ["equal, but bindings of the other family only", "10.0.0.0/24", "10.0.0.0/24", { bindings: ["[::]:25"] }, false],
  ])("%s: %s and %s", (_what, theirs, ours, more, conflict) => {
    for (const claim of [owner("ours", "t2"), null]) {
      const host = new Rehearsal();
      host.accept(create(on("Theirs", [theirs], more), owner("theirs", "t1", OTHER_STACK)));
      const command = create(on("Ours", ["172.16.0.1", ours]), claim);
      if (!conflict) {
        host.accept(command);
        continue;
      }
      const problem = host.refuse(command);
      expect([problem.code, problem.property]).toEqual([
        "RELAY_RANGE_CONFLICT",
        expect.stringMatching(/^remoteIpRanges\[\d\]$/),
      ]);
      expect(problem.detail).toContain('of ReceiveConnector "Theirs"');
    }
  });

  it("may conflict for a while within one stack: the newer counts, the older is superseded", () => {
    const { host, a, b } = twoConnectors(["10.0.0.1"], ["10.0.0.2"]);
    host.accept(update(on("B", ["10.0.0.1", "10.0.0.2"]), b, { token: "tb" }));
    expect(host.connector(a).supersededSince).toBe(START);
    expect(host.connector(b).supersededSince).toBeNull();
    host.accept(update(on("A", ["10.0.0.3"]), a, { token: "ta" }));
    expect(host.connector(a).supersededSince).toBeNull();
    expect(host.connector(a).selectionRevision).toBe(4);
  });

  it("get no such exception from an edit by hand, in either direction", () => {
    const { host, a, b } = twoConnectors(["10.0.0.1"], ["10.0.0.2"]);
    expect(host.refuse(update(on("A", ["10.0.0.2"]), a)).code).toBe("RELAY_RANGE_CONFLICT");
    host.accept(update(on("B", ["10.0.0.1"]), b, { token: "tb" }));
    expect(host.refuse(update(on("A", ["10.0.0.1"], { enabled: false }), a)).code).toBe("RELAY_RANGE_CONFLICT");
    host.accept(update(on("A", ["10.0.0.1"], { comment: "only a comment" }), a));
    expect(host.connector(a).supersededSince).toBe(START);
  });

  it("move the selection revision with ranges, bindings and enabled only", () => {
    const { host, a } = twoConnectors(["10.0.0.1"], ["10.0.0.2"]);
    const write = (settings: ReturnType<typeof on>) => {
      const { revision, selectionRevision } = host.accept(update(settings, a, { token: "ta" })).object;
      return revision === selectionRevision;
    };
    expect(write(on("A", ["10.0.0.1"], { comment: "x", maxMessageSize: 1_048_576 }))).toBe(false);
    expect(write(on("A", ["10.0.0.1"], { bindings: ["0.0.0.0:2525"] }))).toBe(true);
    expect(write(on("A", ["10.0.0.1"], { bindings: ["0.0.0.0:2525"], enabled: false }))).toBe(true);
    expect(write(on("A", ["10.0.0.9"], { bindings: ["0.0.0.0:2525"], enabled: false }))).toBe(true);
  });

  it("count for a connector that changes its stack", () => {
    const { host, a, b } = twoConnectors(["10.0.0.1"], ["10.0.0.2"]);
    host.accept(update(on("B", ["10.0.0.1"]), b, { token: "tb" }));
    const claim = { action: "claim", kind: "ReceiveConnector", id: a, owner: owner("a", "t", OTHER_STACK) } as const;
    expect(host.refuse(claim, context({ scopes: ["admin"] })).code).toBe("RELAY_RANGE_CONFLICT");
  });
});

describe("a range that a stack gives up", () => {
  it("is held with the old settings for 30 seconds", () => {
    const { host, a } = twoConnectors(["10.0.0.1", "10.0.0.5"], ["10.0.0.2"]);
    const old = host.connector(a).settings;
    host.accept(update(on("A", ["10.0.0.1"]), a, { token: "ta" }));
    expect(host.state.releases).toEqual([
      {
        connectorId: a,
        settings: old,
        ranges: ["10.0.0.5"],
        stack: STACK,
        revision: 3,
        until: START + 30_000,
      },
    ]);
    host.accept(update(on("A", ["10.0.0.1"], { comment: "later" }), a, { token: "ta" }), LATER);
    expect(host.state.releases).toEqual([]);
  });

  it("is free at once when the stack's next connector claims it", () => {
    const { host, a, b } = twoConnectors(["10.0.0.1", "10.0.0.5"], ["10.0.0.2"]);
    host.accept(update(on("A", ["10.0.0.1"]), a, { token: "ta" }));
    host.accept(update(on("B", ["10.0.0.2", "10.0.0.5"]), b, { token: "tb" }));
    expect(host.state.releases).toEqual([]);
  });

  it("is not held when the stack's other connector had it already", () => {
    const { host, a, b } = twoConnectors(["10.0.0.1", "10.0.0.5"], ["10.0.0.2"]);
    host.accept(update(on("B", ["10.0.0.2", "10.0.0.5"]), b, { token: "tb" }));
    host.accept(update(on("A", ["10.0.0.1"]), a, { token: "ta" }));
    expect(host.state.releases).toEqual([]);
  });

  it("is held in part when only a part is claimed, and wholly free when all parts are", () => {
    const { host, a, b } = twoConnectors(["10.0.0.0/24"], ["10.0.9.9"]);
    host.accept(update(on("A", ["10.0.8.8"]), a, { token: "ta" }));
    host.accept(update(on("B", ["10.0.9.9", "10.0.0.128-10.0.1.0"]), b, { token: "tb" }));
    expect(host.state.releases.map(({ ranges }) => ranges)).toEqual([["10.0.0.0/25"]]);
    host.accept(
      update(on("B", ["10.0.9.9", "10.0.0.0/26", "10.0.0.128-10.0.1.0", "10.0.0.64/26"]), b, { token: "tb" }),
    );
    expect(host.state.releases).toEqual([]);
  });

  it("is not claimed by a wider range that was there before: that is where it must not fall meanwhile", () => {
    const { host, a } = twoConnectors(["10.0.0.1", "10.0.0.5"], ["10.0.0.0/8"]);
    host.accept(update(on("A", ["10.0.0.1"]), a, { token: "ta" }));
    expect(host.state.releases.map(({ ranges }) => ranges)).toEqual([["10.0.0.5"]]);
  });

  it("is held on the bindings it was served on", () => {
    const { host, a } = twoConnectors(["10.0.0.1"], ["10.0.0.2"]);
    host.accept(update(on("A", ["10.0.0.1"], { bindings: ["0.0.0.0:2525"] }), a, { token: "ta" }));
    expect(host.state.releases).toMatchObject([{ ranges: ["10.0.0.1"], settings: { bindings: ["0.0.0.0:25"] } }]);
  });

  it("is held when its connector is disabled", () => {
    const { host, a } = twoConnectors(["10.0.0.1"], ["10.0.0.2"]);
    host.accept(update(on("A", ["10.0.0.1"], { enabled: false }), a, { token: "ta" }));
    expect(host.state.releases).toMatchObject([{ connectorId: a, ranges: ["10.0.0.1"] }]);
  });

  it("is not held when its connector is deleted, which the engine does after every claim", () => {
    const { host, a } = twoConnectors(["10.0.0.1", "10.0.0.5"], ["10.0.0.2"]);
    host.accept(update(on("A", ["10.0.0.1"]), a, { token: "ta" }));
    host.accept(remove("ReceiveConnector", a, { token: "ta" }));
    expect(host.state.releases).toEqual([]);
  });

  it("is not held where somebody added it by hand: the stack never declared it", () => {
    const { host, a } = twoConnectors(["10.0.0.1", "10.0.0.5"], ["10.0.0.2"]);
    host.accept(update(on("A", ["10.0.0.1", "10.0.0.5", "10.0.0.9"]), a));
    host.accept(update(on("A", ["10.0.0.1"]), a, { token: "ta" }));
    expect(host.state.releases.map(({ ranges }) => ranges)).toEqual([["10.0.0.5"]]);
  });

  it("is not held after an edit by hand, nor for ranges another stack could claim", () => {
    const { host, a } = twoConnectors(["10.0.0.1", "10.0.0.5"], ["10.0.0.2"]);
    host.accept(update(on("A", ["10.0.0.1"]), a));
    expect(host.state.releases).toEqual([]);
    host.accept(update(on("A", ["10.0.0.7"]), a, { token: "ta" }));
    host.accept(create(on("C", ["10.0.0.1"]), owner("c", "tc", OTHER_STACK)));
    expect(host.state.releases.map(({ ranges }) => ranges)).toEqual([["10.0.0.1"]]);
  });
});
