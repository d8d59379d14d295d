import {
  compareWorlds,
  type ConfigDocument,
  configStateOf,
  type ImpactReport,
  parseConfigDocument,
  type RelayWorld,
  relayWorld,
  wideningRows,
} from "../../model";
import { applyEdits } from "./apply-edits";
import type { Edit, RejectedEdit } from "./proposal";

/** Edits that together only take access away. */
export interface NarrowingEdits {
  readonly edits: readonly Edit[];
  readonly rejected: readonly RejectedEdit[];
  readonly after: ConfigDocument;
  /** What the edits together mean. */
  readonly report: ImpactReport;
}

/**
 * Keeps the edits that no client gains by: a range that is given up may fall to a connector that allows more. Halves the
 * edits until the culprits are found. @param at Epoch milliseconds.
 */
export function keepNarrowing(before: ConfigDocument, edits: readonly Edit[], at: number): NarrowingEdits {
  const world = worldOf(before, at);
  const rejected: RejectedEdit[] = [];
  const judge = (some: readonly Edit[]) => judgeEdits({ before, world, at }, some);
  const keep = (some: readonly Edit[]): readonly Edit[] => {
    const verdict = judge(some);
    if (verdict.why === undefined) return some;
    if (some.length === 1) {
      rejected.push({ edit: some[0] as Edit, why: verdict.why });
      return [];
    }
    const half = Math.ceil(some.length / 2);
    const [first, second] = [keep(some.slice(0, half)), keep(some.slice(half))];
    const together = [...first, ...second];
    const why = judge(together).why;
    if (why === undefined) return together;
    rejected.push(...second.map((edit) => ({ edit, why: `together with the others, ${why}` })));
    return first;
  };
  const kept = keep(edits);
  const after = applyEdits(before, kept);
  return { edits: kept, rejected, after, report: compareWorlds(world, worldOf(after, at)) };
}

interface Beginning {
  readonly before: ConfigDocument;
  readonly world: RelayWorld;
  readonly at: number;
}

function judgeEdits({ before, world, at }: Beginning, edits: readonly Edit[]): { readonly why?: string } {
  const after = applyEdits(before, edits);
  const parsed = parseConfigDocument(after);
  if (!parsed.ok) return { why: parsed.failures[0]?.message ?? "the host would not take it" };
  const [row] = wideningRows(compareWorlds(world, worldOf(after, at)));
  if (row === undefined) return {};
  const { client } = row.witness;
  const server = row.after.connector ?? "no connector";
  return { why: `${client} would be served by "${server}", which allows it more.` };
}

function worldOf(document: ConfigDocument, at: number): RelayWorld {
  return relayWorld(configStateOf(document), { at });
}
