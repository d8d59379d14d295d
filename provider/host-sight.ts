import { ConflictIndex } from "./conflict-index";
import { placeOf } from "./place-remark";
import type { HostObject, ResourceKind } from "./relay-host";

/** What a host has of one kind, sorted for the questions of a preview. */
export interface HostSight {
  readonly byId: ReadonlyMap<string, HostObject>;
  /** By stack and logical id. */
  readonly byOwner: ReadonlyMap<string, HostObject>;
  /** By name or domain, in lower case. Of one stack two may share a name for a moment; the last one is here. */
  readonly byPlace: ReadonlyMap<string, HostObject>;
  /** Receive connectors only: by id. */
  readonly conflicts: ConflictIndex;
}

/** Sorts what a host answered. */
export function sightOf(objects: readonly HostObject[]): HostSight {
  const conflicts = new ConflictIndex();
  for (const one of objects) if (isConnector(one)) conflicts.set(one.id, one.settings);
  return {
    byId: new Map(objects.map((one) => [one.id, one])),
    byOwner: keyed(objects, ({ owner }) => (owner === null ? undefined : `${owner.stack}/${owner.logicalId}`)),
    byPlace: keyed(objects, placeOf),
    conflicts,
  };
}

export function isConnector(object: HostObject): object is HostObject<"ReceiveConnector"> {
  return object.kind === ("ReceiveConnector" satisfies ResourceKind);
}

function keyed(objects: readonly HostObject[], keyOf: (object: HostObject) => string | undefined) {
  return new Map(
    objects.flatMap((object): [string, HostObject][] => {
      const key = keyOf(object);
      return key === undefined ? [] : [[key, object]];
    }),
  );
}

/** What a preview says of a host that it cannot see. */
export function notComparedRemark(error: unknown): string {
  const why = (error as Error).message;
  return `this preview could not compare the program with the host, and says nothing of its impact. ${why}`;
}
