import { diffSettings } from "../model";
import type { Properties } from "./dynamic-provider";
import type { DeclaredEntry } from "./hidden-inputs";
import { isPasswordChanged } from "./password-input";
import type { ResourceKind, UnmanagedEntry } from "./relay-host";
import { adoptedBy } from "./unmanaged-entries";

/** What `diff` compares: outputs in state, and checked inputs. */
export interface DiffSubject {
  readonly olds: Properties;
  readonly news: Properties;
  /** Entries that the program declares on this connector. */
  readonly declaredEntries: readonly DeclaredEntry[];
}

/**
 * Compares settings through the field table. Where they differ, `changes` stays undefined: the engine then compares
 * old and new inputs itself and shows a detailed diff; with `true` it would show none (pulumi step_generator.go).
 * Hidden inputs do not count, except a rename, a password and rights that nobody declared.
 */
export function diff(kind: ResourceKind, subject: DiffSubject): { changes?: boolean; replaces?: string[] } {
  const { changed, replaces } = diffSettings(kind, subject.olds, subject.news);
  const beside = hasUnmanagedDrift(kind, subject) || isRenamed(subject);
  if (changed.length === 0 && !beside && !isPasswordChanged(kind, subject.olds, subject.news))
    return { changes: false };
  return replaces.length === 0 ? {} : { replaces: [...replaces] };
}

/**
 * After a rename of the resource or its stack one update tells the host, and nothing is left under the old name: a later
 * resource of that name would take it over, and the stack's objects would be strangers to each other.
 */
function isRenamed({ olds, news }: DiffSubject): boolean {
  return ["stack", "logicalId"].some((name) => {
    const [before, now] = [olds[name], news[name]];
    return typeof before === "string" && typeof now === "string" && before !== now;
  });
}

function hasUnmanagedDrift(kind: ResourceKind, { olds, news, declaredEntries }: DiffSubject): boolean {
  if (kind !== "ReceiveConnector" || news["unmanagedPermissions"] === "report") return false;
  const found = entryIds(olds["unmanagedEntries"], declaredEntries);
  const wanted = entryIds(news["unmanagedEntries"], declaredEntries);
  return found.join() !== wanted.join();
}

function entryIds(entries: unknown, declaredEntries: readonly DeclaredEntry[]): readonly string[] {
  if (!Array.isArray(entries)) return [];
  return (entries as readonly UnmanagedEntry[])
    .filter((entry) => !adoptedBy(entry, declaredEntries))
    .map(({ id, revision }) => `${id}.${revision}`)
    .sort();
}
