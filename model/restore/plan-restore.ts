import { planRevert, type RevertPlan } from "../revert/plan-revert";
import type { PutBackWording } from "../revert/put-back-wording";
import type { RecordedState } from "../write/recorded-object";
import type { WriteContext } from "../write/write-context";
import { restoreTargets, type RestoreWish } from "./restore-targets";

const WORDING: PutBackWording = {
  refused: "RELAY_RESTORE_REFUSED",
  passwordGone: (label) =>
    `${label} has no password on this host and logs in at its smart hosts, but a document holds none. Create it with its ` +
    `password, or give it one, then restore.`,
  observedLost: (label) =>
    `${label} is observed only in the document, and this host does not observe it, so that nothing would be enforced of ` +
    `it. Set observeOnly to false in the document, or make it here and observe it first.`,
  comesBack: (label) => `${label} is new and nobody's: a program that declares it needs adoptExisting.`,
};

/**
 * Plans one write by hand that makes a host's configuration that of a document, judged as a whole:
 * objects are matched by name and keep GUID, owner and secrets; new ones have no owner.
 */
export function planRestore(
  state: RecordedState,
  wish: RestoreWish,
  { context, newId }: { readonly context: WriteContext; readonly newId: () => string },
): RevertPlan {
  const found = restoreTargets(state, wish, newId);
  if (!found.ok) {
    const detail = found.failures.map(({ message }) => message).join(" ");
    return { ok: false, problem: { code: "RELAY_RESTORE_REFUSED", detail, failures: found.failures } };
  }
  const plan = planRevert(state, found.targets, context, WORDING);
  return plan.ok ? { ...plan, notices: [...found.notices, ...plan.notices] } : plan;
}
