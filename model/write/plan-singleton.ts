import type { TransportConfigSettings } from "../settings";
import { transportDefaults } from "../transport-defaults";
import { reachesOthers } from "./authorise";
import { changedProperties } from "./changed-properties";
import { judgeBesideOthers } from "./judge-beside-others";
import { nextRecord } from "./make-record";
import { describeObject } from "./object-name";
import { declaredIn, newOwnership, overtakenRun, staleRun } from "./ownership";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { CreateCommand, OwnerClaim } from "./write-command";
import type { WriteContext } from "./write-context";
import { type Planned, refuse } from "./write-plan";
import type { WriteProblem } from "./write-result";
import type { WriteTools } from "./write-tools";

type Singleton = ObjectRecord<"TransportConfig">;

/**
 * A host always has its one TransportConfig: who creates it becomes the owner of the one that is there. What somebody has
 * configured by hand is not lost by that, unless the program says the same or sets adoptExisting.
 */
export function planSingletonCreate(
  state: RecordedState,
  command: CreateCommand<"TransportConfig">,
  context: WriteContext,
  tools: WriteTools,
): Planned {
  const before = state.transportConfig;
  const { kind, settings, owner } = command;
  if (owner === null) return refuse(notCreatable(state));
  const isMine = before.owner?.stack === owner.stack;
  const barred =
    (isMine ? staleRun(state, before, context) : overtakenRun(context, tools.latestRun)) ??
    (isMine ? undefined : barAdoption(state, command, context)) ??
    judgeBesideOthers(state, { kind, settings, before, stack: owner.stack });
  if (barred !== undefined) return refuse(barred);
  const after = owned(state, { settings, owner }, context, tools);
  const action = isMine ? "take-over" : "adopt";
  const notices = isMine ? [`Took over ${describeObject(state, before)}.`] : [];
  return { outcome: "write", plan: { action, before, after, removed: [], stack: owner.stack, notices } };
}

function owned(
  state: RecordedState,
  { settings, owner }: { readonly settings: TransportConfigSettings; readonly owner: OwnerClaim },
  context: WriteContext,
  tools: WriteTools,
): Singleton {
  const { kind, id, secretVersion } = state.transportConfig;
  const { stack, logicalId } = owner;
  const ownership = newOwnership({ claim: owner, settings }, context, tools);
  const wish = {
    kind,
    id,
    settings,
    owner: { stack, logicalId },
    ownership,
    secretVersion,
    declaredIn: declaredIn(context),
  };
  return nextRecord(state.transportConfig, wish, state.revision + 1, context);
}

function notCreatable(state: RecordedState): WriteProblem {
  const there = describeObject(state, state.transportConfig);
  const detail = `A host has exactly one ${there}: without a stack it cannot be created, only updated.`;
  return { code: "RELAY_SINGLETON", detail };
}

function barAdoption(
  state: RecordedState,
  { settings, adoptExisting }: CreateCommand<"TransportConfig">,
  { actor }: WriteContext,
): WriteProblem | undefined {
  const { transportConfig } = state;
  if (adoptExisting && (transportConfig.owner === null || reachesOthers(actor))) return undefined;
  const code = "RELAY_NAME_TAKEN";
  if (transportConfig.owner !== null) {
    const detail = `A host has one TransportConfig, and this host's is ${describeObject(state, transportConfig)}. Its stack must give it up first, or an admin token take it over with adoptExisting.`;
    return { code, detail };
  }
  const lost = changedByHand(transportConfig.settings).filter((name) =>
    changedProperties(transportConfig.settings, settings).includes(name),
  );
  if (lost.length === 0) return undefined;
  const detail = `The host's TransportConfig was configured by hand: ${lost.join(", ")} would be lost. Declare the same, or set adoptExisting to take it over.`;
  return { code, detail };
}

function changedByHand(settings: TransportConfigSettings): readonly string[] {
  return changedProperties(transportDefaults(), settings);
}

/** What is left when the owner lets go: the defaults, and nobody's. */
export function resetSingleton(state: RecordedState, context: WriteContext): Singleton {
  const { kind, id, secretVersion } = state.transportConfig;
  const wish = {
    kind,
    id,
    settings: transportDefaults(),
    owner: null,
    ownership: null,
    secretVersion,
    declaredIn: null,
  };
  return nextRecord(state.transportConfig, wish, state.revision + 1, context);
}
