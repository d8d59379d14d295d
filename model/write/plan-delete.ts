import { entriesByConnector } from "../entries-by-connector";
import { barStack } from "./authorise";
import { describeObject } from "./object-name";
import { findObject, isOfKind } from "./object-collections";
import { isByHand, ownsObject, staleRun } from "./ownership";
import { notFound, revisionStale } from "./object-problems";
import { resetSingleton } from "./plan-singleton";
import { principalUse, refuseDelete } from "./principal-use";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { DeleteCommand } from "./write-command";
import type { WriteContext } from "./write-context";
import { type Planned, refuse } from "./write-plan";
import type { WriteProblem } from "./write-result";
import type { WriteTools } from "./write-tools";

/**
 * A delete by the owner's token, or by hand. The late delete of a resource whose object another one has taken over
 * deletes nothing and is a success: Pulumi creates before it deletes.
 */
export function planDelete(
  state: RecordedState,
  command: DeleteCommand,
  context: WriteContext,
  tools: WriteTools,
): Planned {
  const before = findObject(state, command.kind, command.id);
  if (before === undefined) return refuse(notFound(command));
  const byHand = isByHand(command);
  if (!byHand && !ownsObject(before, command, tools)) {
    const reason = `${describeObject(state, before)} belongs to another resource by now; this one's token is no longer the object's. Nothing was deleted.`;
    return { outcome: "leave", object: before, reason };
  }
  const barred = (byHand ? undefined : barOwner(state, before, context)) ?? stale(state, before, command, tools);
  if (barred !== undefined) return refuse(barred);
  if (before.kind === "TransportConfig") {
    const after = resetSingleton(state, context);
    return {
      outcome: "write",
      plan: { action: "delete", before, after, removed: [], stack: command.stack, notices: [] },
    };
  }
  const use = principalUse(state, before);
  const entries = [...entriesOf(state, before), ...use.entries];
  const foreign = refuseDelete(state, before, use, command.stack) ?? foreignEntries(state, before, entries);
  if (foreign !== undefined) return refuse(foreign);
  const whose = before.kind === "ReceiveConnector" ? "connector" : "principal";
  const notices = entries.map((entry) => `${describeObject(state, entry)} went with its ${whose}.`);
  return {
    outcome: "write",
    plan: { action: "delete", before, after: null, removed: entries, stack: command.stack, notices },
  };
}

function barOwner(state: RecordedState, before: ObjectRecord, context: WriteContext) {
  return barStack(before.owner?.stack ?? null, context.actor) ?? staleRun(state, before, context);
}

function stale(state: RecordedState, before: ObjectRecord, { ifMatch }: DeleteCommand, tools: WriteTools) {
  if (ifMatch === null || ifMatch === before.revision) return undefined;
  return revisionStale(state, before, ifMatch, tools);
}

function entriesOf(state: RecordedState, connector: ObjectRecord): readonly ObjectRecord<"ConnectorPermission">[] {
  if (!isOfKind(connector, "ReceiveConnector")) return [];
  return entriesByConnector(state.connectorPermissions).get(connector.id) ?? [];
}

// An entry cannot be without its connector. Unmanaged ones and those of the connector's own stack go with it; what
// another stack declared is its to remove first.
function foreignEntries(
  state: RecordedState,
  connector: ObjectRecord,
  entries: readonly ObjectRecord[],
): WriteProblem | undefined {
  const foreign = entries.filter((entry) => entry.owner !== null && entry.owner.stack !== connector.owner?.stack);
  if (foreign.length === 0) return undefined;
  const list = foreign.map((entry) => describeObject(state, entry)).join("; ");
  return {
    code: "RELAY_CONNECTOR_IN_USE",
    detail: `${describeObject(state, connector)} holds rights that others declared: ${list}.`,
  };
}
