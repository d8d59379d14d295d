import { randomBytes } from "node:crypto";
import type { CrashDisk, DiskState, Fate } from "./crash-disk";
import { isWrite, type DiskAct, type WriteAct } from "./disk-acts";

const SECTOR = 512;

export interface StateLimits {
  /** The newest acts, of which each is once the only one that is there, once the only one that is not, once torn. */
  readonly alone: number;
  /** Places at which a write that was just going on is torn; Infinity: every byte. */
  readonly tears: number;
  /** States in which each unsynced act is there, absent or in pieces as it happens. */
  readonly random: number;
}

export interface CrashState {
  /** What became of the unsynced acts, in words. */
  readonly what: string;
  readonly disk: DiskState;
}

/** The states that a disk may be in after the power went at `cut`. Lazily: the caller may have seen enough. */
export function* crashStates(disk: CrashDisk, cut: number, limits: StateLimits): Generator<CrashState> {
  const unsure = disk.unsure(cut);
  const state = (what: string, fateOf: (act: DiskAct) => Fate) => ({ what, disk: disk.stateAt(cut, fateOf) });
  yield state("nothing unsynced is there", () => "absent");
  if (unsure.length === 0) return;
  yield state("all is there", () => "whole");
  for (const act of unsure.slice(-limits.alone)) {
    if (unsure.length < 2) break;
    yield state(`only ${nameOf(act)} is there`, (other) => (other === act ? "whole" : "absent"));
    yield state(`all but ${nameOf(act)} is there`, (other) => (other === act ? "absent" : "whole"));
  }
  for (const act of unsure.filter(isWrite).slice(-limits.alone)) {
    // A write that waits for its sync comes by again at later cuts: few tears then.
    const tears = act.begun === cut - 1 ? limits.tears : Math.min(limits.tears, 2);
    for (const [what, fate] of tornWays(act, tears)) {
      yield state(`${nameOf(act)} ${what}`, (other) => (other === act ? fate : "whole"));
    }
  }
  for (let number = 0; number < limits.random; number++) yield state("as it happens", fateByChance());
}

function nameOf({ begun, change }: DiskAct): string {
  const name = "name" in change ? ` ${change.name}` : "";
  return `${change.kind}${name} (line ${begun + 1})`;
}

function* tornWays(act: WriteAct, tears: number): Generator<readonly [what: string, fate: Fate]> {
  const { length } = act.change.bytes;
  const step = Math.max(1, Math.ceil(length / tears));
  for (let end = 1; end < length; end += step) yield [`is torn after ${end} bytes`, upTo(act, end)];
  yield ["lacks its first sector", sectors(act, (at) => (at === 0 ? "lost" : "there"))];
  yield ["is only zeros", sectors(act, () => "zeros")];
  yield ["is what lay on the disk before", sectors(act, () => "stale")];
}

function upTo({ change: { offset, bytes } }: WriteAct, end: number): Fate {
  return [{ offset, bytes: bytes.subarray(0, end) }];
}

type SectorFate = "there" | "lost" | "zeros" | "stale";

/** A write in sectors of the disk, each with its own fate. */
function sectors({ change: { offset, bytes } }: WriteAct, fateOf: (at: number) => SectorFate): Fate {
  const parts: { readonly offset: number; readonly bytes: Buffer }[] = [];
  for (let at = 0; at < bytes.length; at += SECTOR) {
    const there = bytes.subarray(at, at + SECTOR);
    const fate = fateOf(at);
    if (fate === "lost") continue;
    const found = fate === "there" ? there : fate === "zeros" ? Buffer.alloc(there.length) : randomBytes(there.length);
    parts.push({ offset: offset + at, bytes: found });
  }
  return parts;
}

function fateByChance(): (act: DiskAct) => Fate {
  const ways: readonly SectorFate[] = ["there", "there", "lost", "zeros", "stale"];
  const any = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;
  return (act) => {
    if (!isWrite(act)) return any(["absent", "whole"]);
    const fate = any(["absent", "whole", "torn", "sectors"] as const);
    if (fate === "torn") return upTo(act, Math.floor(Math.random() * act.change.bytes.length));
    return fate === "sectors" ? sectors(act, () => any(ways)) : fate;
  };
}
