import type { Kysely } from "kysely";
import {
  type AuditHead,
  type Freeze,
  judgeFreeze,
  planRevert,
  type RecordedState,
  type RevertPlan,
  type WriteContext,
  type WriteProblem,
} from "../../model";
import type { ConfigSchema } from "./config-schema";
import type { RevertWish } from "./config-store";
import { readTargets } from "./read-targets";

/** What a revert looks at. */
export interface RevertGround {
  readonly db: Kysely<ConfigSchema>;
  readonly state: RecordedState;
  readonly freeze: Freeze | null;
  readonly auditHead: AuditHead;
}

/** Judges a revert and works out what it changes. */
export async function prepareRevert(
  ground: RevertGround,
  wish: RevertWish,
  context: WriteContext,
): Promise<RevertPlan> {
  const problem = missingScope(context) ?? wrongMoment(ground, wish, context) ?? unknownRevision(ground, wish);
  if (problem !== undefined) return { ok: false, problem };
  const read = await readTargets(ground.db, { revision: wish.revision, known: ground.auditHead });
  if (read.ok) return planRevert(ground.state, read.targets, context);
  const detail = `The audit is broken at entry ${read.sequence} (${read.reason}): nothing is put back from it.`;
  return { ok: false, problem: { code: "RELAY_AUDIT_BROKEN", detail } };
}

function missingScope({ actor: { scopes, tokenName } }: WriteContext): WriteProblem | undefined {
  if (scopes.includes("admin")) return undefined;
  const detail = `Reverting needs the scope admin; the token "${tokenName}" has ${scopes.join(", ") || "none"}.`;
  return { code: "RELAY_SCOPE_MISSING", detail };
}

function wrongMoment({ state, freeze }: RevertGround, { ifMatch, mode }: RevertWish, context: WriteContext) {
  const frozen = mode === "show" ? undefined : judgeFreeze(freeze, context);
  if (frozen !== undefined || ifMatch === null || ifMatch === state.revision) return frozen;
  const detail =
    `The host is at revision ${state.revision}, and what the revert changes was worked out at ${ifMatch}: ` +
    `somebody has written meanwhile. Nothing was changed; look at it again.`;
  return { code: "RELAY_REVISION_STALE", detail } as const;
}

function unknownRevision({ state }: RevertGround, { revision }: RevertWish): WriteProblem | undefined {
  if (revision <= state.revision) return undefined;
  const detail = `Revision ${revision} is not there yet: the host is at revision ${state.revision}.`;
  return { code: "RELAY_REVISION_UNKNOWN", detail };
}
