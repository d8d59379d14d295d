import fc from "fast-check";
import { findDrift } from "../../cli/drift/find-drift";
import type { DeclaredSource } from "../../cli/drift/declared";
import { declaredResource } from "../../cli/drift/declared-resource";
import type { DriftHost, HostObject } from "../../cli/drift/drift-host";
import { fingerprint } from "../../cli/drift/fingerprint";
import { FIELDS, type Kind, settle } from "../../model";
import { EXAMPLES } from "../../model/settle-examples";
import { RANDOM_VALUES } from "../random-settings/random-values";

const KINDS = Object.keys(FIELDS) as readonly Kind[];
const OWNER = { stack: "acme/crm/prod", logicalId: "x" };
const INPUTS = KINDS.flatMap((kind) => Object.keys(FIELDS[kind]).map((name) => ({ kind, name })));

function hostObject(kind: Kind, settings: object, more: object = {}): HostObject {
  const standing = { id: "1", revision: 1, selectionRevision: 1, relayLimitedTo: null, secretVersion: null };
  const times = { createdAt: "", updatedAt: "", updatedBy: "jane", supersededSince: null, declaredIn: null };
  const installation = { id: "i", epoch: 1 };
  return { kind, settings, owner: OWNER, ...standing, ...times, installation, ...more } as unknown as HostObject;
}

function hostWith(...objects: readonly HostObject[]): DriftHost {
  return { name: "relay", installation: { id: "i", epoch: 1 }, revision: 1, objects };
}

function sourceOf(kind: Kind, inputs: object): DeclaredSource {
  const outputs = { ...inputs, ...OWNER, revision: 1 };
  const declared = declaredResource(kind, { urn: "u", id: "1", inputs: { ...inputs, ...OWNER }, outputs });
  const about = { label: "state", stack: OWNER.stack, installation: null, notes: [] };
  return { kind: "state", ...about, objects: [declared] };
}

function settledWith(kind: Kind, wish: object): object | undefined {
  const settled = settle(kind, { ...EXAMPLES[kind], ...wish });
  return settled.ok ? settled.value : undefined;
}

function propertiesFound(source: DeclaredSource, host: DriftHost): readonly string[] {
  return findDrift(source, host).findings.flatMap(({ properties }) => properties.map(({ property }) => property));
}

describe("drift", () => {
  test.each(INPUTS)(
    "of $kind.$name is found whenever its value on the host differs, and never else",
    ({ kind, name }) => {
      const wishes = (RANDOM_VALUES[kind] as unknown as Readonly<Record<string, fc.Arbitrary<object>>>)[name];
      if (wishes === undefined) throw new Error(`nothing is known of ${kind}.${name}`);
      fc.assert(
        fc.property(wishes, wishes, (here, there) => {
          const [declared, actual] = [settledWith(kind, here), settledWith(kind, there)];
          fc.pre(declared !== undefined && actual !== undefined);
          const [olds, news] = [declared, actual] as unknown as readonly Readonly<Record<string, unknown>>[];
          const differing = Object.keys(FIELDS[kind]).filter(
            (property) => JSON.stringify(olds?.[property]) !== JSON.stringify(news?.[property]),
          );
          const found = propertiesFound(sourceOf(kind, declared), hostWith(hostObject(kind, actual)));
          expect([...found].sort()).toEqual(differing.sort());
        }),
        { numRuns: 20 },
      );
    },
  );

  test("keeps its fingerprint whoever made it, and has another for another value", () => {
    const declared = settledWith("AcceptedDomain", {}) as object;
    const print = (domainType: string, more: object = {}) => {
      const actual = hostObject("AcceptedDomain", { ...declared, domainType }, more);
      return findDrift(sourceOf("AcceptedDomain", declared), hostWith(actual)).findings.map(fingerprint);
    };
    expect(print("InternalRelay")).toEqual(print("InternalRelay", { updatedBy: "john", revision: 9 }));
    expect(print("InternalRelay")).not.toEqual(print("ExternalRelay"));
  });

  test("knows what a program changes from what somebody changed on the host", () => {
    const before = settledWith("ReceiveConnector", {}) as object;
    const source = sourceOf("ReceiveConnector", { ...before, comment: "new", maxHopCount: 20 });
    const [declared] = source.objects;
    const program = { ...source, kind: "program", objects: [{ ...declared, former: before }] } as DeclaredSource;
    const actual = hostObject("ReceiveConnector", { ...before, maxHopCount: 7 });
    const found = findDrift(program, hostWith(actual)).findings;
    expect(found.map(({ kind, properties }) => [kind, properties.map(({ property }) => property)])).toEqual([
      ["changed", ["maxHopCount"]],
      ["pending", ["comment"]],
    ]);
  });

  test("is none of an object that an interrupted up has made and state does not know the id of", () => {
    const settings = settledWith("AcceptedDomain", {}) as object;
    const source = sourceOf("AcceptedDomain", settings);
    const [declared] = source.objects;
    const unmade = { ...source, objects: [{ ...declared, id: undefined }] } as DeclaredSource;
    expect(findDrift(unmade, hostWith(hostObject("AcceptedDomain", settings))).findings).toEqual([]);
  });

  test("of 10,000 objects is found in less than a second", () => {
    const one = settledWith("AcceptedDomain", {}) as object;
    const many = Array.from({ length: 10_000 }, (_, index) => ({ ...one, domainName: `d${index}.example` }));
    const [declared] = sourceOf("AcceptedDomain", one).objects;
    const owner = (index: number) => ({ stack: OWNER.stack, logicalId: `d${index}` });
    const objects = many.map((settings, index) => ({ ...declared, settings, id: `${index}`, owner: owner(index) }));
    const source = { ...sourceOf("AcceptedDomain", one), objects } as unknown as DeclaredSource;
    const there = many.map((settings, index) =>
      hostObject("AcceptedDomain", settings, { id: `${index}`, owner: owner(index) }),
    );
    const begun = performance.now();
    expect(findDrift(source, hostWith(...there)).findings).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
