import {
  type ConfigState,
  configStateOf,
  type Failure,
  type Installation,
  isPreview,
  parseConfigDocument,
  type PulumiPreview,
  readPreview,
} from "../../model";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { inputError } from "../explain-error";
import type { WorldLabel } from "../impact/impact-subject";
import { plural } from "../text/plural";

/** What a source holds: a configuration, or a preview that needs one to be laid over. */
export type WorldMaterial =
  | {
      readonly kind: "state";
      readonly state: ConfigState;
      readonly label: WorldLabel;
      readonly knowsOwners: boolean;
      readonly installation?: Installation;
    }
  | { readonly kind: "preview"; readonly preview: PulumiPreview; readonly label: WorldLabel };

/** Recognises JSON by its shape. @throws CommandError (usage) that names the path of what is wrong in it */
export function worldMaterial(value: unknown, label: WorldLabel): WorldMaterial {
  if (isPreview(value)) {
    const preview = readPreview(value);
    if (preview.ok) return { kind: "preview", preview: preview.value, label };
    throw refuseMaterial(label, preview.failures);
  }
  const shape = otherShape(value);
  if (shape !== undefined) throw new CommandError(`${label.text} ${shape}`, EXIT.usage);
  const document = parseConfigDocument(value);
  if (!document.ok) throw refuseMaterial(label, document.failures);
  return { kind: "state", state: configStateOf(document.value), label, knowsOwners: false };
}

// A document of another version has the same fault everywhere.
const MOST_FAILURES = 20;

export function refuseMaterial({ text }: WorldLabel, failures: readonly Failure[]): CommandError {
  const { message } = inputError(failures.slice(0, MOST_FAILURES));
  const left = failures.length - MOST_FAILURES;
  const more = left > 0 ? `\n... and ${plural(left, "more fault")}.` : "";
  return new CommandError(`${text} cannot be used:\n${message}${more}`, EXIT.usage);
}

const PREVIEW = "pulumi preview --json --show-sames";

/** What it is instead, and what to do; undefined: a config document, or meant to be one. */
function otherShape(value: unknown): string | undefined {
  const has = (key: string) => typeof value === "object" && value !== null && Object.hasOwn(value, key);
  if (has("formatVersion")) return undefined;
  if (has("deployment"))
    return `is a stack's state, which says nothing about the program: give the output of ${PREVIEW}.`;
  return `is neither a config document (relayctl export), which has a formatVersion, nor the output of ${PREVIEW}, which has steps.`;
}
