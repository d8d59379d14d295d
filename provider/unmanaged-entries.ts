import { parseExtendedRight, parsePrincipal } from "../model";
import type { Properties } from "./dynamic-provider";
import type { DeclaredEntry } from "./hidden-inputs";
import type { UnmanagedEntry } from "./relay-host";

/** Which entry to take away, at which revision it was seen. */
export interface Revocation {
  readonly id: string;
  readonly revision: number;
}

/**
 * The rights that an update takes away: those that state found without a declaration. What the program declares by now
 * is left alone, so that its create adopts the entry and nobody is refused in between.
 */
export function revocations(
  olds: Properties,
  news: Properties,
  declared: readonly DeclaredEntry[],
): readonly Revocation[] {
  const entries = olds["unmanagedEntries"];
  if (news["unmanagedPermissions"] !== "revoke" || !Array.isArray(entries)) return [];
  return (entries as readonly UnmanagedEntry[])
    .filter((entry) => !adoptedBy(entry, declared))
    .map(({ id, revision }) => ({ id, revision }));
}

/** Whether a declaration of the program is this very entry. */
export function adoptedBy(entry: UnmanagedEntry, declared: readonly DeclaredEntry[]): boolean {
  return declared.some((candidate) => spell(candidate) === spell(entry));
}

function spell({ principal, access, extendedRights }: DeclaredEntry): string {
  const rights = extendedRights.map((right) => canonical(parseExtendedRight(right, "")) ?? right);
  return [canonical(parsePrincipal(principal, "")) ?? principal, access, ...new Set(rights.sort())]
    .join("\n")
    .toLowerCase();
}

function canonical(parsed: { readonly ok: true; readonly value: string } | { readonly ok: false }): string | undefined {
  return parsed.ok ? parsed.value : undefined;
}
