import type { Failure } from "../failure";
import { type Declared, judgeTogether } from "../judge-together";
import type { Kind } from "../settings";
import { objectName } from "../write/object-name";
import { objectsOfKind } from "../write/object-collections";
import type { ObjectRecord, RecordedState } from "../write/recorded-object";

const KINDS: readonly Kind[] = [
  "ReceiveConnector",
  "ConnectorPermission",
  "AcceptedDomain",
  "SendConnector",
  "RelayUser",
  "RelayGroup",
  "TransportConfig",
];

/** What is wrong between objects after a change that was not wrong before it: what is so already is no new conflict. */
export function judgeReverted(before: RecordedState, after: RecordedState): readonly Failure[] {
  const known = new Set(conflictsIn(before).map(spell));
  return conflictsIn(after).filter((conflict) => !known.has(spell(conflict)));
}

type Conflict = Failure & { readonly key: string };

function conflictsIn(state: RecordedState): readonly Conflict[] {
  const objects = KINDS.flatMap((kind): readonly ObjectRecord[] => [...objectsOfKind(state, kind).values()]);
  return judgeTogether(
    objects.map((object) => declaredOf(state, object)),
    { objects: "complete" },
  );
}

function declaredOf(state: RecordedState, object: ObjectRecord): Declared {
  const { kind, id, settings } = object;
  return { kind, key: id, label: JSON.stringify(objectName(state, object)), settings };
}

function spell({ key, code, property, message }: Conflict): string {
  return JSON.stringify([key, code, property, message]);
}
