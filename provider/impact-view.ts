import {
  collectionName,
  compareOverTime,
  type ConfigState,
  type DeclaredObject,
  type ImpactReport,
  type Kind,
  knownSettings,
  nearbyStates,
  overlayState,
  relayWorld,
  type StoredObject,
} from "../model";
import type { Declaration } from "./declaration";
import { notComparedRemark } from "./host-sight";
import { impactLines, SEE_ALL } from "./impact-lines";
import type { Notices } from "./notices";
import type { RelayHost } from "./relay-host";
import { isUnknown } from "./unknown-value";

/** What the view needs of its surroundings. */
export interface ImpactViewParts {
  readonly host: () => Promise<RelayHost>;
  readonly notices: Notices;
  /** Milliseconds of a clock that never goes back. @default performance.now */
  readonly clock?: () => number;
}

/** A declaration that differs from what the last update left. */
export interface ChangedDeclaration {
  readonly declaration: Declaration;
  /** How messages call the resource. */
  readonly name: string;
  readonly stack: string;
  /** Whom state knows as the owner of the resource's object; undefined for a new resource. */
  readonly known: string | undefined;
  readonly unmanagedPermissions: "revoke" | "report" | undefined;
}

// What one change means takes milliseconds, and is told whatever the number of changes. Only where changes of accounts or
// domains, which concern every connector, meet a host with thousands of those does a preview go without.
const GRACE_MS = 3_000;
const SHARE = 0.08;

/**
 * Tells, during previews, what each changed declaration means for the world: before it, the host has its own objects and
 * everything that this run has declared earlier; after it, this declaration in place of its own object. Declarations
 * are judged one after the other, and nothing is asked of the host before the first that has changed.
 */
export class ImpactView {
  private last: Promise<void> = Promise.resolve();
  private state: ConfigState | undefined;
  private isBlind = false;
  private readonly began: number;
  private spent = 0;

  constructor(private readonly parts: ImpactViewParts) {
    this.began = this.now();
  }

  /** Comes back when the lines are told. Never throws: what a change means is never a reason for a preview to fail. */
  tell(changed: ChangedDeclaration): Promise<void> {
    this.last = this.last.then(() => this.judge(changed));
    return this.last;
  }

  private async judge(changed: ChangedDeclaration): Promise<void> {
    try {
      const before = await this.stateBefore();
      if (before === undefined) return;
      const start = this.now();
      for (const line of this.linesOf(changed, before)) this.parts.notices.tell(changed.name, line);
      this.spent += this.now() - start;
    } catch (error) {
      this.parts.notices.tell(changed.name, `impact: cannot be told. ${(error as Error).message}`);
    }
  }

  /** The host as this run has declared it so far; undefined where it cannot be seen. */
  private async stateBefore(): Promise<ConfigState | undefined> {
    if (this.isBlind || this.state !== undefined) return this.state;
    try {
      this.state = await (await this.parts.host()).state();
    } catch (error) {
      this.isBlind = true;
      this.parts.notices.tell("relay host", notComparedRemark(error));
    }
    return this.state;
  }

  private linesOf(changed: ChangedDeclaration, before: ConfigState): readonly string[] {
    const { declared, unknown } = declaredObject(changed, before);
    const after = declared === undefined ? before : overlayState(before, { remove: [], put: [declared] });
    this.state = after;
    if (after === before && unknown.length === 0) return [];
    if (!this.isQuick()) return [`impact: not told, to keep this preview quick; ${SEE_ALL}`];
    return impactLines(reportOf(before, after), unknown);
  }

  private isQuick(): boolean {
    return this.spent < GRACE_MS + SHARE * (this.now() - this.began);
  }

  private now(): number {
    return (this.parts.clock ?? (() => performance.now()))();
  }
}

function reportOf(before: ConfigState, after: ConfigState): ImpactReport {
  const at = Date.now();
  const [old, now] = nearbyStates([before, after]);
  return compareOverTime(relayWorld(old, { at }), relayWorld(now, { at }));
}

interface KnownDeclaration {
  /** Undefined: too little of it is known. */
  readonly declared: DeclaredObject | undefined;
  readonly unknown: readonly string[];
}

function declaredObject(changed: ChangedDeclaration, state: ConfigState): KnownDeclaration {
  const { declaration, stack, unmanagedPermissions } = changed;
  const { kind, logicalId, connectorName } = declaration;
  const own = ownObject(changed, state);
  const { settings, unknown } = knownSettings(kind, settingsOf(declaration), { isUnknown, before: own?.settings });
  if (settings === null) return { declared: undefined, unknown };
  const owner = { stack, logicalId };
  const declared = { kind, id: own?.id, settings, connectorName, owner, unmanagedPermissions } as DeclaredObject;
  return { declared, unknown };
}

/** In a first preview a permission knows its connector by name. */
function settingsOf({ kind, settings, connectorName }: Declaration): object {
  if (kind !== "ConnectorPermission" || connectorName === undefined || !isUnknown(settings.connector)) return settings;
  return { ...settings, connector: connectorName };
}

function ownObject(
  { declaration, stack, known }: ChangedDeclaration,
  state: ConfigState,
): StoredObject<Kind> | undefined {
  const owners = [known, `${stack}/${declaration.logicalId}`];
  const collection = collectionName(declaration.kind);
  const objects: Iterable<StoredObject> =
    collection === undefined ? [state.transportConfig] : state[collection].values();
  for (const object of objects) {
    if (object.owner !== null && owners.includes(`${object.owner.stack}/${object.owner.logicalId}`)) return object;
  }
  return undefined;
}
