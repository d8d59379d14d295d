import { judgeRangesAgainst } from "../model";
import { certificateRemarks, type KnownCertificate } from "./certificate-remarks";
import type { Declaration, DeclarationOf } from "./declaration";
import { type HostSight, isConnector, notComparedRemark, sightOf } from "./host-sight";
import type { Notices } from "./notices";
import { type Claimant, placeOf, placeRemarks } from "./place-remark";
import type { Freeze, HostObject, RelayHost, ResourceKind } from "./relay-host";
import type { RunRegistry } from "./run-registry";
import { holdsUnknown, isUnknown } from "./unknown-value";

/** Who asks. */
export interface Consultation extends Claimant {
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

/** A declaration of a connector, who asks, and the object on the host that is the declaration's already. */
interface Subject {
  readonly declaration: DeclarationOf<"ReceiveConnector">;
  readonly asker: Consultation;
  readonly own: HostObject | undefined;
}

/**
 * Compares declarations with what the host has, during previews only and as far as it can be reached: notices, never
 * failures, since a later step of the same run may still change it. The host itself judges every write.
 */
export class HostView {
  private certificates: Promise<readonly KnownCertificate[] | undefined> | undefined;
  private readonly sights = new Map<ResourceKind, Promise<HostSight | undefined>>();

  constructor(private readonly parts: HostViewParts) {}

  /** False when the host cannot be seen. */
  async consult(declaration: Declaration, asker: Consultation): Promise<boolean> {
    // What a permission can do wrong beside others depends on the connectors.
    const sight = await this.sightOf(
      declaration.kind === "ConnectorPermission" ? "ReceiveConnector" : declaration.kind,
    );
    if (sight === undefined) return false;
    for (const line of this.remarks(declaration, asker, sight)) this.parts.notices.tell(asker.name, line);
    if (declaration.kind === "ReceiveConnector") await this.consultCertificates(declaration, asker);
    return true;
  }

  private async consultCertificates({ settings }: DeclarationOf<"ReceiveConnector">, { name }: Consultation) {
    const { tlsCertificateName } = settings;
    if (typeof tlsCertificateName !== "string" || isUnknown(tlsCertificateName)) return;
    // The host has just answered; if it does not now, its write will say what is wrong.
    this.certificates ??= this.parts
      .host()
      .then((host) => host.certificates())
      .catch(() => undefined);
    const known = await this.certificates;
    if (known === undefined) return;
    for (const line of certificateRemarks(tlsCertificateName, known, Date.now())) this.parts.notices.tell(name, line);
  }

  private sightOf(kind: ResourceKind): Promise<HostSight | undefined> {
    const known = this.sights.get(kind);
    if (known !== undefined) return known;
    const sight = this.look(kind);
    this.sights.set(kind, sight);
    return sight;
  }

  private async look(kind: ResourceKind): Promise<HostSight | undefined> {
    try {
      const host = await this.parts.host();
      const sight = sightOf(await host.list(kind));
      await this.tellFreeze(host);
      return sight;
    } catch (error) {
      this.parts.notices.tell("relay host", notComparedRemark(error));
      return undefined;
    }
  }

  // Told once a process, whatever the number of kinds.
  private async tellFreeze(host: RelayHost): Promise<void> {
    // A host of an older release knows of no freeze.
    const frozen = await host.freeze().catch(() => null);
    if (frozen !== null) this.parts.notices.tell("relay host", freezeRemark(frozen));
  }

  private remarks(declaration: Declaration, asker: Consultation, sight: HostSight): readonly string[] {
    if (declaration.kind === "ConnectorPermission") return this.connectorRemarks(declaration, sight);
    const own = sight.byOwner.get(asker.known ?? "") ?? sight.byOwner.get(`${asker.stack}/${declaration.logicalId}`);
    const there = sight.byPlace.get(placeOf(declaration) ?? "");
    const taken = there === undefined || there === own ? [] : placeRemarks(asker, there);
    if (declaration.kind !== "ReceiveConnector") return taken;
    return [...taken, ...this.conflictRemarks({ declaration, asker, own }, sight), ...supersededRemarks(own)];
  }

  private connectorRemarks({ settings }: DeclarationOf<"ConnectorPermission">, { byId }: HostSight): readonly string[] {
    const { connector } = settings;
    if (isUnknown(connector) || byId.has(connector) || this.parts.registry.logicalIdOf(connector) !== undefined)
      return [];
    return [`there is no receive connector with the id ${connector} on the host; the permission cannot be created.`];
  }

  private conflictRemarks(subject: Subject, sight: HostSight): readonly string[] {
    const { settings, logicalId } = subject.declaration;
    if (holdsUnknown(settings.bindings) || holdsUnknown(settings.remoteIpRanges)) return [];
    const met = [...sight.conflicts.conflictsOf(settings)].flatMap((id) => sight.byId.get(id) ?? []);
    const rivals = met.filter(isConnector).filter((rival) => this.isRival(rival, subject));
    return rivals.flatMap((rival) => {
      const [conflict] = judgeRangesAgainst(holder(logicalId, settings), [holder(rival.id, rival.settings)]);
      return conflict === undefined ? [] : [conflictRemark(conflict.message, rival, subject.asker.stack)];
    });
  }

  /** Not one that the declaration itself becomes, nor one whose own declaration is judged with this one. */
  private isRival(rival: Connector, { declaration, asker, own }: Subject): boolean {
    if (rival === own) return false;
    if (rival.owner?.stack === asker.stack) return !this.parts.registry.has(rival.owner.logicalId);
    return placeOf(rival) !== placeOf(declaration);
  }
}

function freezeRemark({ by, at, reason }: Freeze): string {
  return (
    `the configuration is frozen since ${at} by ${by}: ${reason}. An update will be refused until relayctl unfreeze; ` +
    `in an emergency an admin token may write with RELAY_BREAK_GLASS=REASON.`
  );
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

function supersededRemarks(own: HostObject | undefined): readonly string[] {
  const since = own?.supersededSince ?? undefined;
  if (since === undefined || Date.now() - Date.parse(since) < SUPERSEDED_FOR_LONG_MS) return [];
  return [`since ${since} a newer connector of this stack serves its clients instead.`];
}

function holder(key: string, { name, bindings, remoteIpRanges }: Connector["settings"]) {
  return { key, label: `"${String(name)}"`, bindings, remoteIpRanges };
}
