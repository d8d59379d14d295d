import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SpoolFinding, SpoolFindingKind } from "./check-spool";
import { makeDirectory, syncNow } from "./durable-names";
import { readableParts } from "./replay";

/** What a repair did about a finding, as a whole sentence; null: nothing can be done. */
export interface SpoolRepair {
  readonly finding: SpoolFinding;
  readonly done: string | null;
}

export interface RepairOptions {
  readonly findings: readonly SpoolFinding[];
  /** Name of the directory below `set-aside` that this repair uses: must be new. */
  readonly name: string;
}

const MOVED: ReadonlySet<SpoolFindingKind> = new Set(["unfinished-body", "orphan-body", "damaged-body"]);

/**
 * Puts a spool in order that no host has open. Nothing is deleted: what the spool cannot use moves to `set-aside`. A
 * damaged segment goes there whole, and one with its good records takes its place; a message whose body is damaged is
 * held by the next start.
 */
export function repairSpool(directory: string, { findings, name }: RepairOptions): readonly SpoolRepair[] {
  const aside = join("set-aside", name);
  const rewritten = new Map<string, string>();
  return findings.map((finding) => {
    if (MOVED.has(finding.kind)) return { finding, done: moveAside(directory, finding.file, aside) };
    if (finding.kind !== "damaged-segment") return { finding, done: null };
    // One segment may have several gaps.
    const done = rewritten.get(finding.file) ?? rewrite(directory, finding.file, aside);
    rewritten.set(finding.file, done);
    return { finding, done };
  });
}

function moveAside(directory: string, file: string, aside: string): string {
  const target = placeAside(directory, file, aside);
  renameSync(join(directory, file), join(directory, target));
  syncNow(dirname(join(directory, target)));
  syncNow(dirname(join(directory, file)));
  return `Moved to ${target}.`;
}

/** The whole segment is safe aside before another takes its place: a crash in between leaves one or the other. */
function rewrite(directory: string, file: string, aside: string): string {
  const path = join(directory, file);
  const target = placeAside(directory, file, aside);
  copyFileSync(path, join(directory, target));
  syncNow(join(directory, target));
  syncNow(dirname(join(directory, target)));
  const parts = readableParts(readFileSync(path));
  if (parts.length === 0) return moveAside(directory, file, aside);
  const fresh = `${path}.new`;
  writeFileSync(fresh, Buffer.concat(parts), { mode: 0o600 });
  syncNow(fresh);
  renameSync(fresh, path);
  syncNow(dirname(path));
  return `The segment as it was is in ${target}; its ${parts.length - 1} readable records stay.`;
}

function placeAside(directory: string, file: string, aside: string): string {
  const folder = join(aside, dirname(file));
  makeDirectory(join(directory, "set-aside"));
  makeDirectory(join(directory, aside));
  mkdirSync(join(directory, folder), { recursive: true, mode: 0o700 });
  syncNow(join(directory, aside));
  return join(folder, basename(file));
}
