import type { Failure } from "../failure";
import { failure } from "../fields/outcome";
import { judgeRangeConflicts } from "../range-conflicts";
import type { ConfigState } from "../stored-object";
import { shownText } from "./preview-keys";
import type { StoredSide } from "./preview-side";
import { objectAt } from "./replace-objects";
import { movedTo, previewName } from "./settle-preview";

interface States {
  readonly base: ConfigState;
  readonly state: ConfigState;
}

/** What is another stack's, or (ranges) nobody's: the host refuses to give it to this one. */
export function judgeForeign(sides: readonly StoredSide[], { base, state }: States): readonly Failure[] {
  return [...sides.flatMap((side) => takenName(side, base)), ...foreignRanges(sides, state)];
}

function takenName({ id, resource, state, settled }: StoredSide, base: ConfigState): readonly Failure[] {
  const own = shownText(state.inputs["stack"]);
  const owner = id === undefined ? undefined : objectAt(base, resource.kind, id)?.owner;
  const isOurs = owner === undefined || owner === null || own === undefined || owner.stack === own;
  if (isOurs || resource.before !== null || state.inputs["adoptExisting"] === true) return [];
  const complaint = `is ${previewName(resource, settled.settings)}, which stack ${owner.stack} has as ${owner.logicalId}.`;
  return [failure("RELAY_NAME_TAKEN", `${state.path}.inputs`, complaint)];
}

function foreignRanges(sides: readonly StoredSide[], { receiveConnectors }: ConfigState): readonly Failure[] {
  const own = new Map(sides.map(({ id, state }) => [id, state]));
  const holders = [...receiveConnectors.values()].map(({ id, settings, owner }) => {
    const { name, bindings, remoteIpRanges } = settings;
    const label = `"${name}" of ${owner === null ? "nobody" : `stack ${owner.stack}`}`;
    return { key: id, label, bindings, remoteIpRanges };
  });
  const stackOf = (id: string) => receiveConnectors.get(id)?.owner?.stack ?? `nobody ${id}`;
  return judgeRangeConflicts(holders).flatMap((found) => {
    const { key, otherKey = key } = found;
    const state = own.get(key);
    return state === undefined || stackOf(key) === stackOf(otherKey) ? [] : [movedTo(`${state.path}.inputs`, found)];
  });
}
