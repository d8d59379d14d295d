import { isNamedKind, NAME_PROPERTY } from "../model";
import type { HostObject, ResourceKind } from "./relay-host";
import { isUnknown } from "./unknown-value";

/** Who wants the place that a declaration names. */
export interface Claimant {
  readonly stack: string;
  readonly adoptExisting: boolean;
}

/** Name or domain, which one object of a kind has alone on a host; undefined for permissions, or while unknown. */
export function placeOf(of: { readonly kind: ResourceKind; readonly settings: object }): string | undefined {
  const place = labelOf(of);
  return place === undefined || isUnknown(place) ? undefined : place.toLowerCase();
}

function labelOf({ kind, settings }: { readonly kind: ResourceKind; readonly settings: object }): string | undefined {
  if (kind === "TransportConfig") return "transport configuration";
  return isNamedKind(kind) ? (settings as Readonly<Record<string, string>>)[NAME_PROPERTY[kind]] : undefined;
}

/** That a stranger has the declaration's place: empty where the host will give it to the stack all the same. */
export function placeRemarks({ stack, adoptExisting }: Claimant, there: HostObject): readonly string[] {
  const { kind, owner } = there;
  if (owner?.stack === stack) return [];
  const what = `${kind} "${labelOf(there)}" is on the host already and belongs to`;
  if (owner !== null) {
    return [`${what} stack ${owner.stack}: taking it over needs adoptExisting: true and an admin token.`];
  }
  // Nobody's TransportConfig is taken over as long as nothing is lost, which the host judges.
  return adoptExisting || kind === "TransportConfig"
    ? []
    : [`${what} nobody: set adoptExisting: true to take it over, or the host will refuse this.`];
}
