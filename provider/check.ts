import { expiryFailure, expiryNotice, type Failure, settle } from "../model";
import type { Declaration } from "./declaration";
import type { CheckFailure, Properties } from "./dynamic-provider";
import { withSteadyPlace } from "./declared-place";
import { diff } from "./diff";
import { ownerKey, resourceName, type RunInputs } from "./hidden-inputs";
import { judgeHiddenInputs } from "./judge-hidden-inputs";
import { judgePasswordInput } from "./password-input";
import type { ProviderContext } from "./provider-context";
import type { ResourceKind } from "./relay-host";
import { splitInputs } from "./split-inputs";
import { tellLints } from "./tell-lints";
import { holdsUnknown } from "./unknown-value";

/** What `check` answers: inputs in canonical form, or everything that is wrong with them. */
export interface CheckAnswer {
  readonly inputs: Properties;
  readonly failures: CheckFailure[];
}

/**
 * Settles the inputs of one declaration and judges it with all others that this process has seen. The engine calls it
 * in the preview and again in the update, there in another process, and twice for a resource that is replaced.
 */
export async function check(
  kind: ResourceKind,
  { olds, news }: { readonly olds: Properties; readonly news: Properties },
  context: ProviderContext,
): Promise<CheckAnswer> {
  const { settings, hidden, run } = splitInputs(kind, news);
  const settled = settle(kind, settings, { isUnknown: isWhollyUnknown });
  const wrongPassword = judgePasswordInput(kind, hidden, settled.ok ? settled.value : settings).map(checkFailure);
  const hiddenFailures = [...judgeHiddenInputs(hidden), ...wrongPassword];
  if (!settled.ok || hiddenFailures.length > 0) {
    const failures = settled.ok ? [] : settled.failures.map(checkFailure);
    return { inputs: { ...settings, ...hidden }, failures: [...failures, ...hiddenFailures] };
  }
  const declaration = {
    kind,
    logicalId: hidden["logicalId"],
    settings: settled.value,
    connectorName: knownText(hidden["connectorName"]),
    declaredEntries: run.declaredEntries,
  } as Declaration;
  const late = expiryFailure(settled.value, olds, Date.now());
  const failures = [...context.registry.declare(declaration), ...(late === undefined ? [] : [late])].map(checkFailure);
  const stack = String(hidden["stack"]);
  if (run.preview) {
    const adoptExisting = hidden["adoptExisting"] === true;
    const asker = { stack, adoptExisting, name: resourceName(hidden), known: ownerKey(olds) };
    const isSeen = await context.view.consult(declaration, asker);
    if (isSeen && failures.length === 0 && isChanged(kind, { olds, news: { ...settled.value, ...hidden } }, run)) {
      const unmanagedPermissions = hidden["unmanagedPermissions"] === "revoke" ? "revoke" : undefined;
      await context.impact.tell({ ...asker, declaration, unmanagedPermissions });
    }
    const end = expiryNotice({ kind, name: asker.name, settings: settled.value }, Date.now());
    if (end !== undefined) context.notices.tell(asker.name, end);
    tellLints(context.registry.relayOf(declaration.logicalId), context.notices);
  } else context.declaredSet.grew(stack);
  return { inputs: withSteadyPlace({ ...settled.value, ...hidden }, olds), failures };
}

function isChanged(
  kind: ResourceKind,
  { olds, news }: { readonly olds: Properties; readonly news: Properties },
  { declaredEntries }: RunInputs,
): boolean {
  return Object.keys(olds).length === 0 || diff(kind, { olds, news, declaredEntries }).changes !== false;
}

// A list with some unknown entries is settled entry by entry.
function isWhollyUnknown(value: unknown): boolean {
  return !Array.isArray(value) && holdsUnknown(value);
}

// Of a property that a failure names, Pulumi's engine prints the value, also when it is a secret.
function checkFailure({ property, message, code }: Failure): CheckFailure {
  return { property: property === "password" ? "" : property, reason: `${message} (${code})` };
}

function knownText(value: unknown): string | undefined {
  return typeof value === "string" && !holdsUnknown(value) ? value : undefined;
}
