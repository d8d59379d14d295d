import { basename, dirname } from "node:path";
import type { TraceEvent } from "./trace";

/** One thing that the disk may or may not have after a cut. `begun` and `durableFrom` are places in the trace. */
export interface DiskAct {
  readonly begun: number;
  /** The first place at which a sync that covers the act has ended; Infinity: none does. */
  readonly durableFrom: number;
  readonly change: DiskChange;
}

export type DiskChange =
  | { readonly kind: "link"; readonly directory: number; readonly name: string; readonly node: number }
  | { readonly kind: "unlink"; readonly directory: number; readonly name: string }
  | {
      readonly kind: "rename";
      readonly directory: number;
      readonly name: string;
      readonly to: string;
      readonly node: number;
    }
  | { readonly kind: "write"; readonly node: number; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: "truncate"; readonly node: number; readonly size: number };

export type WriteAct = DiskAct & { readonly change: DiskChange & { readonly kind: "write" } };

export function isWrite(act: DiskAct): act is WriteAct {
  return act.change.kind === "write";
}

/** The directory that is recorded. */
export const ROOT = 0;

interface Sync {
  readonly node: number;
  readonly begun: number;
  readonly id: string;
}

/** Turns paths into the nodes that they meant at the time. */
export class TraceReader {
  readonly directories = new Set<number>([ROOT]);
  readonly #nodes = new Map<string, number>([[".", ROOT]]);
  readonly #found: { readonly id: string; readonly begun: number; readonly change: DiskChange }[] = [];
  readonly #syncs: Sync[] = [];
  readonly #ends = new Map<string, number>();

  read(event: TraceEvent, place: number): void {
    if ("ended" in event) this.#ends.set(event.ended, place);
    else if ("act" in event && event.act === "sync")
      this.#syncs.push({ node: this.#node(event.path), begun: place, id: event.id });
    else if ("act" in event) this.#found.push({ id: event.id, begun: place, change: this.#change(event) });
  }

  acts(): readonly DiskAct[] {
    return this.#found.map(({ id, begun, change }) => {
      const end = this.#ends.get(id) ?? Infinity;
      const target = change.kind === "write" || change.kind === "truncate" ? change.node : change.directory;
      const covers = this.#syncs.filter((sync) => sync.node === target && sync.begun > end);
      return { begun, change, durableFrom: Math.min(...covers.map((sync) => this.#ends.get(sync.id) ?? Infinity)) };
    });
  }

  #change(event: Exclude<TraceEvent, { ended: string } | { promise: unknown } | { act: "sync" }>): DiskChange {
    const place = { directory: this.#node(dirname(event.path)), name: basename(event.path) };
    switch (event.act) {
      case "create":
        return { kind: "link", ...place, node: this.#make(event.path) };
      case "mkdir": {
        const node = this.#make(event.path);
        this.directories.add(node);
        return { kind: "link", ...place, node };
      }
      case "unlink":
        this.#nodes.delete(event.path);
        return { kind: "unlink", ...place };
      case "rename": {
        const node = this.#node(event.path);
        this.#nodes.delete(event.path);
        this.#nodes.set(event.to, node);
        return { kind: "rename", ...place, to: basename(event.to), node };
      }
      case "write":
        return {
          kind: "write",
          node: this.#node(event.path),
          offset: event.offset,
          bytes: Buffer.from(event.bytes, "base64"),
        };
      case "truncate":
        return { kind: "truncate", node: this.#node(event.path), size: event.size };
    }
  }

  #make(path: string): number {
    // Numbers of nodes are never used again: what is unlinked may still be on the disk under its old name.
    const node = this.#found.length + 1;
    this.#nodes.set(path, node);
    return node;
  }

  #node(path: string): number {
    const node = this.#nodes.get(path);
    if (node === undefined) throw new Error(`The trace speaks of ${path} before it is made.`);
    return node;
  }
}
