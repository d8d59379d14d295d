import type { Kysely, Transaction } from "kysely";
import type { StackRun } from "../../model";
import type { ConfigSchema } from "./config-schema";

/** The newest run of each stack that has written. */
export type StackRuns = ReadonlyMap<string, StackRun>;

export async function readStackRuns(db: Kysely<ConfigSchema>): Promise<StackRuns> {
  const rows = await db.selectFrom("stack_run").selectAll().execute();
  return new Map(rows.map(({ stack, run, run_started_at: startedAt }) => [stack, { id: run, startedAt }]));
}

/** Remembers a run that writes for a stack, if it is the newest; the runs after it. */
export async function putStackRun(
  db: Transaction<ConfigSchema>,
  runs: StackRuns,
  { stack, run }: { readonly stack: string | null; readonly run: StackRun | null },
): Promise<StackRuns> {
  const known = stack === null ? undefined : runs.get(stack);
  if (stack === null || run === null || (known !== undefined && known.startedAt >= run.startedAt)) return runs;
  const columns = { run: run.id, run_started_at: run.startedAt };
  await db
    .insertInto("stack_run")
    .values({ stack, ...columns })
    .onConflict((conflict) => conflict.column("stack").doUpdateSet(columns))
    .execute();
  return new Map(runs).set(stack, { id: run.id, startedAt: run.startedAt });
}
