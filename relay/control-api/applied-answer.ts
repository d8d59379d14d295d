import { bindingsOverlap, knownBinding, type ObjectRecord } from "../../model";
import type { Applied, AppliedProblem } from "../hot-apply";

/** What the API says about a configuration in force. */
export function appliedAnswer({ revision, ok, problems }: Applied) {
  return { revision, ok, problems: problems.map(({ message }) => message) };
}

/** Of a write: the object, and the host's revision that it made. */
export interface Written {
  readonly object: Pick<ObjectRecord, "kind" | "settings">;
  readonly revision: number;
  readonly deleted: boolean;
}

/**
 * What of the host's problems is the written object's own: that its revision is not in force, or that a connector's own
 * binding is not open. A port that another object asks for in vain must not fail everybody's writes.
 *
 * @param further what else of the object is not in force
 */
export function appliedTo(
  { object, revision, deleted }: Written,
  applied: Applied,
  further: readonly AppliedProblem[] = [],
): Applied {
  if (applied.revision < revision) return applied;
  const bindings = deleted ? [] : listeningBindings(object);
  const listening = applied.problems.filter((problem) => concerns(problem, bindings));
  const problems = deleted ? listening : [...listening, ...further];
  return { revision: applied.revision, ok: problems.length === 0, problems };
}

function listeningBindings({ kind, settings }: Written["object"]): readonly string[] {
  if (kind !== "ReceiveConnector" || !("bindings" in settings) || !settings.enabled) return [];
  return settings.bindings;
}

// A wildcard is opened in place of the addresses of its port, so its failure is theirs.
function concerns({ binding }: AppliedProblem, bindings: readonly string[]): boolean {
  if (bindings.length === 0) return false;
  if (binding === undefined) return true;
  const failed = knownBinding(binding);
  return bindings.some((own) => bindingsOverlap(knownBinding(own), failed));
}
