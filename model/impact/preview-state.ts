import type { Failure, Parsed } from "../failure";
import { type Declared, judgeTogether } from "../judge-together";
import type { ProgramPlace } from "../program-place";
import type { ConfigState } from "../stored-object";
import { judgeForeign } from "./judge-foreign";
import { named } from "./match-objects";
import type { DeclaredObject } from "./object-key";
import { ObjectFinder } from "./object-finder";
import { overlaidState } from "./overlay-state";
import { goingKeys, previewKey, shownText } from "./preview-keys";
import { holdsSecret, isHiddenValue } from "./preview-values";
import { type HostChoice, hostResources } from "./preview-host";
import type { ReadSide, StoredSide } from "./preview-side";
import type { PreviewResource, PreviewState, PulumiPreview } from "./pulumi-preview";
import type { UnknownValue } from "./relay-world";
import { movedTo, previewName, type SettledPreview, settlePreview } from "./settle-preview";

/** A configuration with one side of a preview laid over it. */
export interface PreviewedState {
  readonly state: ConfigState;
  /** What the preview does not show of it: comes later, or is secret. */
  readonly unknowns: readonly UnknownValue[];
  /** Where the program declares an object, by the id that it has in the state. */
  readonly places: ReadonlyMap<string, ProgramPlace>;
}

export interface PreviewStateOptions extends HostChoice {
  /** `before`: as the last update left the resources. `after`: as this one is to leave them. */
  readonly side: "before" | "after";
  /** The stack of everything in a base that does not know its owners, such as a config document. */
  readonly stack?: string | undefined;
}

/**
 * The configuration that a preview starts from, or leads to, on a host that is otherwise as the base says. Failures name
 * their place in the preview, and are what `pulumi up` would be refused for too.
 */
export function previewedState(
  preview: PulumiPreview,
  base: ConfigState,
  options: PreviewStateOptions,
): Parsed<PreviewedState> {
  const { side, stack } = options;
  const failures: Failure[] = [];
  const resources = hostResources(preview, options, failures);
  const sides = readSides(resources, { base, failures, options });
  if (side === "after" && failures.length === 0) failures.push(...judgeDeclared(sides));
  const remove = side === "after" ? resources.flatMap((resource) => goingKeys(resource, failures)) : [];
  if (failures.length > 0) return { ok: false, failures };
  const put = sides.flatMap(({ declared }) => declared ?? []);
  const { state, ids } = overlaidState(base, { remove, put });
  const stored = sides.map((one) => ({ ...one, id: one.declared && ids.get(one.declared) }));
  const refused = side === "after" && stack === undefined ? judgeForeign(stored, { base, state }) : [];
  if (refused.length > 0) return { ok: false, failures: refused };
  const unknowns = stored.flatMap((one) => unknownValues(one, state));
  return { ok: true, value: { state, unknowns, places: placesOf(stored) } };
}

interface Reading {
  readonly base: ConfigState;
  readonly failures: Failure[];
  readonly options: PreviewStateOptions;
}

function readSides(resources: readonly PreviewResource[], { base, failures, options }: Reading): readonly ReadSide[] {
  const finder = new ObjectFinder(base);
  return resources.flatMap((resource) => {
    const state = resource[options.side];
    if (state === null) return [];
    const key = previewKey(resource.kind, resource.before ?? state);
    const there = finder.byId(key) ?? named(finder, key)[0];
    const settled = settlePreview({ resource, state, base: there?.settings });
    if (!settled.ok) {
      failures.push(...settled.failures);
      return [];
    }
    const { value } = settled;
    return [
      { resource, state, settled: value, declared: declaredObject(resource, state, { settled: value, options }) },
    ];
  });
}

interface Declaring {
  readonly settled: SettledPreview;
  readonly options: PreviewStateOptions;
}

function declaredObject(
  { kind, before }: PreviewResource,
  state: PreviewState,
  { settled: { known }, options: { stack } }: Declaring,
): DeclaredObject | undefined {
  if (known === null) return undefined;
  const { inputs } = state;
  const [own, logicalId] = [shownText(inputs["stack"]), shownText(inputs["logicalId"])];
  const of = stack ?? own;
  return {
    kind,
    id: state.id ?? before?.id,
    settings: known,
    connectorName: shownText(inputs["connectorName"]),
    was: before === null ? undefined : previewKey(kind, before),
    owner: of === undefined || logicalId === undefined ? undefined : { stack: of, logicalId },
  } as DeclaredObject;
}

/** What the program itself declares twice or in conflict: the provider refuses it, so no real preview has it. */
function judgeDeclared(sides: readonly ReadSide[]): readonly Failure[] {
  const declared = sides.map(({ resource, state, settled }): Declared => {
    const connectorName = shownText(state.inputs["connectorName"]);
    const label = previewName(resource, settled.settings);
    return { kind: resource.kind, key: `${state.path}.inputs`, label, settings: settled.settings, connectorName };
  });
  return judgeTogether(declared, { objects: "some", isUnknown: isHiddenValue }).map((found) =>
    movedTo(found.key, found),
  );
}

function unknownValues(
  { resource, settled, state, id }: StoredSide,
  { receiveConnectors, connectorPermissions }: ConfigState,
) {
  const object = previewName(resource, settled.settings);
  const unknown = settled.hidden.map((property): UnknownValue => {
    return holdsSecret(state.inputs[property]) ? { object, property, secret: true } : { object, property };
  });
  if (resource.kind !== "ConnectorPermission" || settled.hidden.includes("connector")) return unknown;
  // A right of a connector that neither the base nor the program has: nobody can tell whose it is.
  const entry = connectorPermissions.get(id ?? "");
  const isJoined = entry === undefined || receiveConnectors.has(entry.settings.connector);
  return isJoined ? unknown : [...unknown, { object, property: "connector" }];
}

function placesOf(sides: readonly StoredSide[]): ReadonlyMap<string, ProgramPlace> {
  return new Map(
    sides.flatMap(({ id, state: { declaredAt } }) =>
      id === undefined || declaredAt === undefined ? [] : [[id, declaredAt] as const],
    ),
  );
}
