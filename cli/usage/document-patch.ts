import type { ConfigDocument } from "../../model";

/** One operation of a JSON Patch (RFC 6902). */
export type PatchOperation =
  | { readonly op: "test" | "replace"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string };

/**
 * What makes `after` of `before`, as JSON Patch. Each change is behind a test of what it changes: applied to a document
 * that has moved on, the whole patch fails (RFC 6902 §5). Takes changed ranges, groups and rights, and entries that go.
 */
export function documentPatch(before: ConfigDocument, after: ConfigDocument): readonly PatchOperation[] {
  const connectors = before.receiveConnectors.flatMap((connector, index) => {
    const path = `/receiveConnectors/${index}`;
    const now = after.receiveConnectors[index];
    if (now === undefined || now === connector) return [];
    return [
      test(`${path}/name`, connector.name),
      ...PROPERTIES.flatMap((name) => replaced(`${path}/${name}`, connector[name], now[name])),
    ];
  });
  return [...connectors, ...entryOperations(before, after)];
}

const PROPERTIES = ["remoteIpRanges", "permissionGroups"] as const;

// From the last one: what goes moves those behind it.
function entryOperations(before: ConfigDocument, after: ConfigDocument): readonly PatchOperation[] {
  const left = [...after.connectorPermissions];
  const steps = before.connectorPermissions.map((entry, index): readonly PatchOperation[] => {
    const path = `/connectorPermissions/${index}`;
    const now = left[0];
    const isSame =
      now !== undefined &&
      now.connector === entry.connector &&
      now.principal === entry.principal &&
      now.access === entry.access &&
      now.extendedRights.every((right) => entry.extendedRights.includes(right));
    if (!isSame) return [test(path, entry), { op: "remove", path }];
    left.shift();
    return now === entry
      ? []
      : [test(path, entry), { op: "replace", path: `${path}/extendedRights`, value: now.extendedRights }];
  });
  return steps.reverse().flat();
}

function replaced(path: string, before: readonly string[], now: readonly string[]): readonly PatchOperation[] {
  return before.join() === now.join() ? [] : [test(path, before), { op: "replace", path, value: now }];
}

function test(path: string, value: unknown): PatchOperation {
  return { op: "test", path, value };
}
