import { buildSnapshot } from "../build-snapshot";
import { enforcedState } from "../observed/enforced-state";
import type { Snapshot } from "../snapshot";
import type { ConfigState } from "../stored-object";

/** A configuration at a moment, as impact and who-can look at it. */
export interface RelayWorld {
  /** As it is enforced: without what is observed only. */
  readonly state: ConfigState;
  /** With what is observed only: what a later change begins from. */
  readonly declared: ConfigState;
  readonly snapshot: Snapshot;
  /** Epoch milliseconds: what has expired then grants nothing. */
  readonly at: number;
  /** What cannot be known yet (`pulumi preview` before an update): each may relay, and no gate passes. */
  readonly unknowns: readonly UnknownValue[];
}

/** A value that only an update will tell. */
export interface UnknownValue {
  /** `ReceiveConnector "CRM Application"`. */
  readonly object: string;
  readonly property: string;
  /** Not the update tells it, but whoever may see it: the program marks it as secret. */
  readonly secret?: true;
}

export interface WorldOptions {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly unknowns?: readonly UnknownValue[];
}

/** The same configuration at another moment. */
export function worldAt(world: RelayWorld, at: number): RelayWorld {
  // Rights are asked for with their moment, so only held ranges make another snapshot of it.
  if (world.state.releases.length === 0) return { ...world, at };
  return relayWorld(world.declared, { at, unknowns: world.unknowns });
}

export function relayWorld(state: ConfigState, { at, unknowns = [] }: WorldOptions): RelayWorld {
  const enforced = enforcedState(state);
  return { state: enforced, declared: state, snapshot: buildSnapshot(enforced, { at }), at, unknowns };
}
