import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, TraceReader, type DiskAct, type DiskChange } from "./disk-acts";
import type { Trace } from "./trace";

/** What became of an act that no sync had covered. Bytes: what of a write is there instead. */
export type Fate = "absent" | "whole" | readonly { readonly offset: number; readonly bytes: Buffer }[];

/** A file's bytes; `null` is a directory. By path, directories before what is in them. */
export type DiskState = ReadonlyMap<string, Buffer | null>;

type DiskNode = { bytes: Buffer } | { readonly names: Map<string, number> };

/**
 * A disk of which nothing is sure that was not synced: a file's bytes are safe once the file was synced after them, a
 * name once its directory was (POSIX promises no more; most file systems do more). A rename happens wholly or not.
 */
export class CrashDisk {
  readonly acts: readonly DiskAct[];
  /** Nodes that are directories. */
  readonly #directories: ReadonlySet<number>;

  constructor(trace: Trace) {
    const reader = new TraceReader();
    trace.forEach((event, place) => reader.read(event, place));
    this.acts = reader.acts();
    this.#directories = reader.directories;
  }

  /** Acts begun before the cut that no sync had covered by then. */
  unsure(cut: number): readonly DiskAct[] {
    return this.acts.filter(({ begun, durableFrom }) => begun < cut && durableFrom >= cut);
  }

  /** What the disk has when the power goes at `cut`. */
  stateAt(cut: number, fateOf: (act: DiskAct) => Fate): DiskState {
    const nodes = new Map<number, DiskNode>([[ROOT, { names: new Map() }]]);
    for (const act of this.acts) {
      if (act.begun >= cut) break;
      const fate = act.durableFrom < cut ? "whole" : fateOf(act);
      if (fate !== "absent") this.#apply(nodes, act.change, fate);
    }
    const state = new Map<string, Buffer | null>();
    collect(nodes, { node: ROOT, path: "", into: state });
    return state;
  }

  #apply(nodes: Map<number, DiskNode>, change: DiskChange, fate: Exclude<Fate, "absent">): void {
    if (change.kind === "write") {
      const parts = fate === "whole" ? [change] : fate;
      for (const { offset, bytes } of parts) put(fileNode(nodes, change.node), offset, bytes);
    } else if (change.kind === "truncate") {
      const file = fileNode(nodes, change.node);
      file.bytes = file.bytes.subarray(0, change.size);
    } else {
      const { names } = this.#directoryNode(nodes, change.directory);
      if (change.kind !== "link") names.delete(change.name);
      if (change.kind === "link") names.set(change.name, change.node);
      if (change.kind === "rename") names.set(change.to, change.node);
      if (change.kind === "link" && this.#directories.has(change.node)) this.#directoryNode(nodes, change.node);
    }
  }

  #directoryNode(nodes: Map<number, DiskNode>, node: number): { readonly names: Map<string, number> } {
    const known = nodes.get(node);
    if (known !== undefined && "names" in known) return known;
    const made = { names: new Map<string, number>() };
    nodes.set(node, made);
    return made;
  }
}

function fileNode(nodes: Map<number, DiskNode>, node: number): { bytes: Buffer } {
  const known = nodes.get(node);
  if (known !== undefined && "bytes" in known) return known;
  const made = { bytes: Buffer.alloc(0) };
  nodes.set(node, made);
  return made;
}

function put(file: { bytes: Buffer }, offset: number, bytes: Buffer): void {
  const end = offset + bytes.length;
  if (file.bytes.length < end) file.bytes = Buffer.concat([file.bytes], end);
  else file.bytes = Buffer.from(file.bytes);
  bytes.copy(file.bytes, offset);
}

interface Collecting {
  readonly node: number;
  readonly path: string;
  readonly into: Map<string, Buffer | null>;
}

function collect(nodes: ReadonlyMap<number, DiskNode>, { node, path, into }: Collecting): void {
  const found = nodes.get(node) ?? { bytes: Buffer.alloc(0) };
  if (path !== "") into.set(path, "names" in found ? null : found.bytes);
  if (!("names" in found)) return;
  for (const [name, child] of found.names) collect(nodes, { node: child, path: join(path, name), into });
}

/** Puts a state where a program can open it. */
export function materialise(state: DiskState, directory: string): void {
  for (const [path, bytes] of state) {
    if (bytes === null) mkdirSync(join(directory, path));
    else writeFileSync(join(directory, path), bytes);
  }
}
