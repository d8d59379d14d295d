import type { Failure, Parsed } from "../failure";
import { failure, read, refuse } from "../fields/outcome";
import { quoteValue } from "../quote-value";
import { type ResourceKind, TYPE_TOKEN } from "../resource-kind";
import { previewPlace } from "./preview-place";
import type { PreviewProperties, PreviewResource, PreviewState, PulumiPreview } from "./pulumi-preview";

type Json = Readonly<Record<string, unknown>>;

const KINDS = new Map<unknown, ResourceKind>(
  Object.entries(TYPE_TOKEN).map(([kind, token]) => [token, kind as ResourceKind]),
);

/** Whether JSON has the shape of `pulumi preview --json`. */
export function isPreview(value: unknown): value is Json {
  return isRecord(value) && (Array.isArray(value["steps"]) || isRecord(value["changeSummary"]));
}

/**
 * Reads what `pulumi preview --json --show-sames` writes (display.PreviewDigest of pulumi/pulumi): resources of this
 * package, others are passed over. A preview that failed, or of which steps are missing, says nothing about the world
 * after it and is refused. Never throws on anything JSON can carry, and shows no value of an input.
 */
export function readPreview(value: unknown): Parsed<PulumiPreview> {
  if (!isPreview(value)) return refuse("RELAY_TYPE_INVALID", "preview", `is ${quoteValue(value)}: write an object.`);
  const { steps } = value;
  if (!Array.isArray(steps)) {
    return refuse("RELAY_PREVIEW_INCOMPLETE", "steps", "is missing: the preview saw nothing, or was cut.");
  }
  const whole = [...judgeOutcome(value), ...judgeSteps(steps, value)];
  if (whole.length > 0) return { ok: false, failures: whole };
  const failures: Failure[] = [];
  const found = steps.flatMap((step: Json, index) => readStep(step, `steps[${index}]`, failures) ?? []);
  if (failures.length > 0) return { ok: false, failures };
  if (found.length > 0) return read({ resources: merged(found) });
  const complaint = "holds no resource of pulumi-smtp-relay: is it the preview of another stack?";
  return refuse("RELAY_PREVIEW_EMPTY", "steps", complaint);
}

function judgeOutcome({ diagnostics }: Json): readonly Failure[] {
  if (!Array.isArray(diagnostics)) return [];
  const index = diagnostics.findIndex((given: unknown) => isRecord(given) && given["severity"] === "error");
  if (index < 0) return [];
  const complaint =
    "is an error: the preview failed, so nobody can tell what the update would do. Mend the program first.";
  return [failure("RELAY_PREVIEW_FAILED", `diagnostics[${index}]`, complaint)];
}

function judgeSteps(steps: readonly unknown[], { changeSummary }: Json): readonly Failure[] {
  const wrong = steps.findIndex((step) => !isRecord(step) || typeof step["op"] !== "string");
  if (wrong >= 0) {
    return [
      failure("RELAY_TYPE_INVALID", `steps[${wrong}]`, "is no step with an op, as pulumi preview --json has them."),
    ];
  }
  const ops = (steps as readonly Json[]).map(({ op }) => op);
  if (ops.length > 0 && ops.every((op) => op === "refresh")) {
    const complaint = "are those of a refresh, which says what is and not what will be: use pulumi preview.";
    return [failure("RELAY_PREVIEW_INCOMPLETE", "steps", complaint)];
  }
  return judgeSummary(ops, changeSummary);
}

// Without --show-sames the summary counts more of them than there are.
function judgeSummary(ops: readonly unknown[], summary: unknown): readonly Failure[] {
  if (!isRecord(summary)) {
    const complaint = `is ${quoteValue(summary)}: pulumi preview --json ends with it, so the preview was cut or is of another version.`;
    return [failure("RELAY_PREVIEW_INCOMPLETE", "changeSummary", complaint)];
  }
  return ["same", "create", "update", "delete", "replace"].flatMap((op) => {
    const [counted, there] = [summary[op] ?? 0, ops.filter((given) => given === op).length];
    if (typeof counted === "number" && counted <= there) return [];
    const remedy = op === "same" ? "run pulumi preview --json --show-sames." : "some are missing.";
    const complaint = `counts ${quoteValue(counted)} where steps has ${there}: ${remedy}`;
    return [failure("RELAY_PREVIEW_INCOMPLETE", `changeSummary.${op}`, complaint)];
  });
}

interface ReadStep extends PreviewResource {
  readonly urn: string;
}

/** Undefined: nothing of ours, or nothing that an update does. */
function readStep(step: Json, path: string, failures: Failure[]): ReadStep | undefined {
  const { op, urn, oldState, newState } = step;
  const state = [newState, oldState].find(isRecord);
  const kind = KINDS.get(state?.["type"]);
  // A refresh is followed by the steps that start from what it found; what is only looked up is nobody's declaration.
  if (kind === undefined || op === "refresh" || state?.["external"] === true) return undefined;
  if (typeof urn !== "string") {
    failures.push(failure("RELAY_TYPE_INVALID", `${path}.urn`, `is ${quoteValue(urn)}: a step names its resource.`));
    return undefined;
  }
  if (isLeftOut(step)) {
    const complaint = "is new, and left out by --target: run pulumi preview --json --show-sames without --target.";
    failures.push(failure("RELAY_PREVIEW_INCOMPLETE", path, `(${urn.split("::").at(-1) ?? urn}) ${complaint}`));
    return undefined;
  }
  const before = readState(oldState, `${path}.oldState`, failures);
  const after = isDelete(op) ? null : readState(newState, `${path}.newState`, failures);
  return {
    ...{ urn, kind, before, after },
    name: urn.split("::").at(-1) ?? urn,
    provider: providerName(step["provider"] ?? state?.["provider"]),
    changed: changedInputs(step),
    deleted: isDelete(op) && before !== null && !isRetained(oldState) ? [before] : [],
  };
}

// Pulumi passes a new resource that is no target off as unchanged, with neither id nor inputs.
function isLeftOut({ op, oldState, newState }: Json): boolean {
  const [hasOld, hasNew] = [oldState, newState].map((state) => isRecord(state) && isRecord(state["inputs"]));
  return op === "same" && isRecord(newState) && hasNew === false && hasOld === false && newState["id"] === undefined;
}

// urn:pulumi:STACK::PROJECT::TYPE::NAME::ID
function providerName(reference: unknown): string {
  const name = typeof reference === "string" ? reference.split("::").at(-2) : undefined;
  return name ?? "default";
}

function isDelete(op: unknown): boolean {
  return op === "delete" || op === "delete-replaced";
}

function isRetained(oldState: unknown): boolean {
  return isRecord(oldState) && oldState["retainOnDelete"] === true;
}

function readState(state: unknown, path: string, failures: Failure[]): PreviewState | null {
  if (state === undefined || state === null) return null;
  const { id, inputs, outputs = {} } = isRecord(state) ? state : {};
  if (!isRecord(state) || !isRecord(inputs) || !isRecord(outputs)) {
    failures.push(failure("RELAY_TYPE_INVALID", path, "has no inputs and outputs as pulumi preview --json has them."));
    return null;
  }
  return {
    path,
    id: typeof id === "string" && id !== "" ? id : undefined,
    ...{ inputs, outputs },
    declaredAt: previewPlace(state, inputs["declaredAt"]),
  };
}

/** `remoteIpRanges` of `remoteIpRanges[0]`; of a step that does not say what it changes, every input. */
function changedInputs({ op, newState, diffReasons, detailedDiff }: Json): ReadonlySet<string> {
  const paths: readonly unknown[] = [
    ...(Array.isArray(diffReasons) ? (diffReasons as readonly unknown[]) : []),
    ...(isRecord(detailedDiff) ? Object.keys(detailedDiff) : []),
  ];
  const changed = new Set(paths.flatMap((path) => (typeof path === "string" ? path.replace(/[.[].*/s, "") : [])));
  if (changed.size > 0 || op === "same" || !isRecord(newState)) return changed;
  return new Set(isRecord(newState["inputs"]) ? Object.keys(newState["inputs"]) : []);
}

// A replacement may be up to three steps, and a step of a resource with another name before has the new one's URN.
function merged(steps: readonly ReadStep[]): readonly PreviewResource[] {
  return [...Map.groupBy(steps, ({ urn }) => urn).values()].map(([first, ...others]) =>
    others.reduce((one, other) => {
      return {
        ...one,
        before: one.before ?? other.before,
        after: other.after ?? one.after,
        changed: new Set([...one.changed, ...other.changed]),
        deleted: [...one.deleted, ...other.deleted],
      };
    }, first as ReadStep),
  );
}

function isRecord(value: unknown): value is PreviewProperties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
