import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import type { Declared, DeclaredSource } from "./declared";
import { declaredResource, kindOfType, type WrittenResource } from "./declared-resource";

type Json = Readonly<Record<string, unknown>>;

/** Whether JSON is what `pulumi stack export` writes. */
export function isStackState(json: unknown): json is Json {
  return isRecord(json) && isRecord(json["deployment"]) && "version" in json;
}

/**
 * The objects of a stack's state: inputs and outputs of this package's resources, as `pulumi stack export` writes them.
 * @throws CommandError (usage) for a state without any, or that cannot be read
 */
export function stackState(json: Json, label: string): DeclaredSource {
  if (json["version"] !== 3 && json["version"] !== 4) {
    const version = JSON.stringify(json["version"]);
    throw new CommandError(`${label} is a stack state of version ${version}: this relayctl reads 3 and 4.`, EXIT.usage);
  }
  const written = resourcesOf(json["deployment"] as Json, label).filter(isDeclaring);
  const objects = written.map(({ kind, resource }) => declaredResource(kind, resource));
  const stack = stackOf(objects, label);
  return { kind: "state", label, stack, objects, ...installationOf(written, label), notes: [] };
}

interface Found {
  readonly kind: Declared["kind"];
  readonly resource: WrittenResource;
}

function resourcesOf({ resources = [] }: Json, label: string): readonly Found[] {
  if (!Array.isArray(resources)) throw noState(label, "deployment.resources is no list");
  return resources.flatMap((resource: unknown, index): readonly Found[] => {
    if (!isRecord(resource)) throw noState(label, `deployment.resources[${index}] is no object`);
    const kind = kindOfType(resource["type"]);
    // A resource that a later step of the run deletes is declared no more.
    if (kind === undefined || resource["delete"] === true || resource["external"] === true) return [];
    return [{ kind, resource: writtenResource(resource, `${label}: deployment.resources[${index}]`) }];
  });
}

function writtenResource(resource: Json, place: string): WrittenResource {
  const { urn, id, inputs = {}, outputs = {} } = resource;
  if (typeof urn !== "string" || !isRecord(inputs) || !isRecord(outputs)) {
    throw noState(place, "urn, inputs or outputs are not as Pulumi writes them");
  }
  return { urn, id: typeof id === "string" && id !== "" ? id : undefined, inputs, outputs };
}

// What was only looked up (`ReceiveConnector.get`) has no token: the stack does not declare it.
function isDeclaring({ resource }: Found): boolean {
  return resource.outputs["ownerToken"] !== undefined;
}

function stackOf(objects: readonly Declared[], label: string): string {
  const stack = objects.find(({ owner }) => owner !== null)?.owner?.stack;
  if (stack !== undefined) return stack;
  throw new CommandError(
    `${label} holds no resource of pulumi-smtp-relay, so there is nothing to compare. Is it the right stack?`,
    EXIT.usage,
  );
}

function installationOf(written: readonly Found[], label: string) {
  const installations = new Map(
    written.flatMap(({ resource }) => {
      const { id, epoch } = (resource.outputs["installation"] ?? {}) as Json;
      return typeof id === "string" && typeof epoch === "number" ? [[`${id}.${epoch}`, { id, epoch }] as const] : [];
    }),
  );
  const [installation = null, ...others] = installations.values();
  if (others.length === 0) return { installation };
  throw new CommandError(
    `${label} holds objects of ${installations.size} hosts. Compare one host at a time, with a state of each.`,
    EXIT.usage,
  );
}

function noState(label: string, why: string): CommandError {
  return new CommandError(`${label} is no stack state: ${why}. Write it with pulumi stack export.`, EXIT.usage);
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
