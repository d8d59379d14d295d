import { type PreviewResource, readPreview } from "../../model";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { inputError } from "../explain-error";
import type { Declared, DeclaredSource } from "./declared";
import { declaredResource } from "./declared-resource";

/**
 * The objects of a program, as `pulumi preview --json --show-sames` writes them: what it declares, and what its last `up`
 * left, so that a change of the program is told from one of the host.
 * @throws CommandError (usage) that names the place in the preview
 */
export function declaredProgram(json: unknown, label: string): DeclaredSource {
  const preview = readPreview(json);
  if (!preview.ok) throw new CommandError(`${label}: ${inputError(preview.failures).message}`, EXIT.usage);
  refuseRefresh(json, label);
  const { resources } = preview.value;
  const objects = resources.flatMap((resource) => declaredBy(resource) ?? []);
  const stack = objects.find(({ owner }) => owner !== null)?.owner?.stack ?? null;
  if (stack === null) throw new CommandError(`${label} does not say which stack it is of.`, EXIT.usage);
  const leaving = new Set(resources.flatMap(({ deleted }) => deleted.flatMap(({ id }) => id ?? [])));
  return { kind: "program", label, stack, objects, leaving, installation: installationOf(resources), notes: [] };
}

function declaredBy({ kind, name, before, after }: PreviewResource): Declared | undefined {
  if (after === null) return undefined;
  const about = { id: before?.id ?? after.id, outputs: before?.outputs ?? {} };
  const declared = declaredResource(kind, { ...about, urn: name, inputs: after.inputs });
  if (before === null) return declared;
  const former = declaredResource(kind, { ...about, urn: name, inputs: before.inputs });
  return { ...declared, former: former.settings } as Declared;
}

// A refresh has already taken what the host has for what the program left: nobody could tell drift from a change.
function refuseRefresh(json: unknown, label: string): void {
  const { steps } = json as { readonly steps: readonly { readonly op?: unknown }[] };
  if (!steps.some(({ op }) => op === "refresh")) return;
  throw new CommandError(`${label} was made with --refresh: make the preview without it.`, EXIT.usage);
}

function installationOf(resources: readonly PreviewResource[]): DeclaredSource["installation"] {
  const found = resources.flatMap(({ before }) => {
    const { id, epoch } = (before?.outputs["installation"] ?? {}) as {
      readonly id?: unknown;
      readonly epoch?: unknown;
    };
    return typeof id === "string" && typeof epoch === "number" ? [{ id, epoch }] : [];
  });
  return found[0] ?? null;
}
