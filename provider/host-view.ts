import { judgeRangesAgainst } from "../model";
import { ConflictIndex } from "./conflict-index";
import type { Declaration, DeclarationOf } from "./declaration";
import type { Notices } from "./notices";
import type { HostObject, RelayHost } from "./relay-host";
import type { RunRegistry } from "./run-registry";
import { holdsUnknown, isUnknown } from "./unknown-value";

/** Who asks. */
export interface Consultation {
  readonly stack: string;
  /** How messages call the resource. */
  readonly name: string;
  /** Whom state knows as the owner of the resource's object: after a rename, the old name. */
  readonly known: string | undefined;
}

/** What the view needs of its surroundings. */
export interface HostViewParts {
  readonly host: () => Promise<RelayHost>;
  readonly registry: RunRegistry;
  readonly notices: Notices;
}

type Connector = HostObject<"ReceiveConnector">;

interface Sight {
  readonly byId: ReadonlyMap<string, Connector>;
  /** By stack and logical id. */
  readonly byOwner: ReadonlyMap<string, Connector>;
  readonly conflicts: ConflictIndex;
}

/**
 * Compares declarations with what the host has, during previews only and as far as it can be reached: notices, never
 * failures, since a later step of the same run may still change it. The host itself judges every write.
 */
export class HostView {
  private sight: Promise<Sight | undefined> | undefined;

  constructor(private readonly parts: HostViewParts) {}

  async consult(declaration: Declaration, consultation: Consultation): Promise<void> {
    const sight = await (this.sight ??= this.look());
    if (sight === undefined) return;
    const lines = this.remarks(declaration, consultation, sight);
    for (const line of lines) this.parts.notices.tell(consultation.name, line);
  }

  private async look(): Promise<Sight | undefined> {
    try {
      return sightOf(await (await this.parts.host()).receiveConnectors());
    } catch (error) {
      const why = (error as Error).message;
      this.parts.notices.tell("relay host", `this preview could not compare the program with the host. ${why}`);
      return undefined;
    }
  }

  private remarks(declaration: Declaration, { stack, known }: Consultation, sight: Sight): readonly string[] {
    if (declaration.kind === "ReceiveConnector") {
      const own = sight.byOwner.get(known ?? "") ?? sight.byOwner.get(`${stack}/${declaration.logicalId}`);
      return [...this.conflictRemarks(declaration, { stack, own }, sight), ...supersededRemarks(own)];
    }
    return declaration.kind === "ConnectorPermission" ? this.connectorRemarks(declaration, sight) : [];
  }

  private connectorRemarks({ settings }: DeclarationOf<"ConnectorPermission">, { byId }: Sight): readonly string[] {
    const { connector } = settings;
    if (isUnknown(connector) || byId.has(connector) || this.parts.registry.logicalIdOf(connector) !== undefined)
      return [];
    return [`there is no receive connector with the id ${connector} on the host; the permission cannot be created.`];
  }

  private conflictRemarks(
    declaration: DeclarationOf<"ReceiveConnector">,
    { stack, own }: { readonly stack: string; readonly own: Connector | undefined },
    sight: Sight,
  ): readonly string[] {
    const { settings, logicalId } = declaration;
    if (holdsUnknown(settings.bindings) || holdsUnknown(settings.remoteIpRanges)) return [];
    const rivals = [...sight.conflicts.conflictsOf(settings)].flatMap((id) => sight.byId.get(id) ?? []);
    const undeclared = rivals.filter(
      (rival) => rival !== own && (rival.owner?.stack !== stack || !this.parts.registry.has(rival.owner.logicalId)),
    );
    return undeclared.flatMap((rival) => {
      const [conflict] = judgeRangesAgainst(holder(logicalId, settings), [holder(rival.id, rival.settings)]);
      return conflict === undefined ? [] : [conflictRemark(conflict.message, rival, stack)];
    });
  }
}

function sightOf(connectors: readonly Connector[]): Sight {
  const conflicts = new ConflictIndex();
  for (const { id, settings } of connectors) conflicts.set(id, settings);
  const owned = connectors.flatMap((connector): [string, Connector][] =>
    connector.owner === null ? [] : [[`${connector.owner.stack}/${connector.owner.logicalId}`, connector]],
  );
  return { byId: new Map(connectors.map((one) => [one.id, one])), byOwner: new Map(owned), conflicts };
}

function conflictRemark(conflict: string, { owner, settings }: Connector, stack: string): string {
  if (owner?.stack === stack) {
    return `takes clients over from "${settings.name}" (${owner.logicalId}), which this run has not declared so far: ${conflict}`;
  }
  const whose = owner === null ? "nobody" : `stack ${owner.stack}`;
  return `${conflict} That connector belongs to ${whose}, so the host will refuse this.`;
}

// While an `up` is at work this passes within seconds.
const SUPERSEDED_FOR_LONG_MS = 10 * 60_000;

function supersededRemarks(own: Connector | undefined): readonly string[] {
  const since = own?.supersededSince ?? undefined;
  if (since === undefined || Date.now() - Date.parse(since) < SUPERSEDED_FOR_LONG_MS) return [];
  return [`since ${since} a newer connector of this stack serves its clients instead.`];
}

function holder(key: string, { name, bindings, remoteIpRanges }: Connector["settings"]) {
  return { key, label: `"${String(name)}"`, bindings, remoteIpRanges };
}
