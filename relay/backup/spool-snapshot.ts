import { linkSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** The files of a spool at one moment, linked so that the host cannot take them away. */
export interface SpoolSnapshot {
  /** Below the spool's directory, with the path that it is read from and how many bytes of it count. */
  readonly files: readonly SnapshotFile[];
  /** Moves the moment to now: what has arrived and gone since is in it. */
  advance(): void;
  /** Takes the links away. */
  close(): void;
}

export interface SnapshotFile {
  readonly name: string;
  readonly path: string;
  readonly size: number;
}

const SEGMENT = /^\d{8,}\.log$/;
const ARRIVING = ".part";

/**
 * Holds the files of a spool that a host may be using, by hard links in a folder beside them. Segments are linked newest
 * first, since the host deletes them oldest first: what is linked has no gap. How much of each counts is read after the
 * last is linked, and bodies are linked after that: a body that is missing then was delivered, and its end is in the next
 * moment's log.
 * @param holdIn Folder on the same file system; it must not be there.
 */
export function snapshotSpool(directory: string, holdIn: string): SpoolSnapshot {
  const sizes = new Map<string, number>();
  const bodies = new Set<string>();
  for (const folder of ["log", "bodies"]) mkdirSync(join(holdIn, folder), { recursive: true, mode: 0o700 });
  const advance = () => {
    linkSegments(directory, holdIn, sizes);
    for (const name of sizes.keys()) sizes.set(name, statSync(join(holdIn, "log", name)).size);
    for (const name of namesIn(join(directory, "bodies"))) {
      if (!name.endsWith(ARRIVING) && !bodies.has(name) && link(directory, holdIn, `bodies/${name}`)) bodies.add(name);
    }
  };
  advance();
  return {
    get files() {
      const logs = [...sizes].map(([name, size]) => ({ name: `log/${name}`, size }));
      const large = [...bodies].map((name) => ({ name: `bodies/${name}`, size: Infinity }));
      return [...logs, ...large].map((file) => ({ ...file, path: join(holdIn, file.name) }));
    },
    advance,
    close: () => rmSync(holdIn, { recursive: true, force: true }),
  };
}

/** Until a listing shows none that is new. */
function linkSegments(directory: string, holdIn: string, known: Map<string, number>): void {
  for (;;) {
    const names = namesIn(join(directory, "log")).filter((name) => SEGMENT.test(name) && !known.has(name));
    if (names.length === 0) return;
    for (const name of names.sort().reverse()) if (link(directory, holdIn, `log/${name}`)) known.set(name, 0);
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // A spool that has never had one.
    return [];
  }
}

/** False: the host has deleted it meanwhile. */
function link(directory: string, holdIn: string, name: string): boolean {
  try {
    linkSync(join(directory, name), join(holdIn, name));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
