import { check } from "./check";
import { diff } from "./diff";
import type { DynamicProvider, Properties } from "./dynamic-provider";
import { changedSecrets, secretsOf } from "./password-input";
import { PartialFailure } from "./partial-failure";
import { placeOf } from "./declared-place";
import { ProviderError } from "./provider-error";
import type { ProviderContext } from "./provider-context";
import { read } from "./read";
import type { HostObject, KnownObject, RelayHost, ResourceKind, UpdateTarget } from "./relay-host";
import { newOwnerToken } from "./owner-token";
import { inputsOf, knownObject, outputsOf, settingNames } from "./state";
import { pick, resourceName } from "./hidden-inputs";
import { updateOnce } from "./update-once";
import { revocations } from "./unmanaged-entries";

/** The provider of one kind: everything about it comes from the model's field table. */
export function createRelayProvider(kind: ResourceKind, context: ProviderContext): DynamicProvider {
  return {
    configure: async ({ config }) => context.configure(config),
    check: (olds, news) => named(news, () => check(kind, { olds, news }, context)),
    diff: (id, olds, news) => named(news, async () => compare(kind, { id, olds, news }, context)),
    create: (inputs) => named(inputs, () => create(kind, inputs, context)),
    read: (id, outputs = {}) =>
      named({ logicalId: `${kind} ${id}`, ...outputs }, () => read(kind, { id, outputs }, context)),
    update: (id, olds, news) => named(news, () => update(kind, { id, olds, news }, context)),
    delete: (id, outputs) => named(outputs, () => remove(kind, id, outputs, context)),
  };
}

async function named<Answer>(properties: Properties, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw ProviderError.about(resourceName(properties), error);
  }
}

interface Change {
  readonly id: string;
  readonly olds: Properties;
  readonly news: Properties;
}

function compare(kind: ResourceKind, { id, olds, news }: Change, { registry }: ProviderContext) {
  registry.learnId(String(news["logicalId"]), id);
  return diff(kind, { olds, news, declaredEntries: registry.entriesOf(news) });
}

async function remove(kind: ResourceKind, id: string, outputs: Properties, context: ProviderContext): Promise<void> {
  const host = await context.host();
  await host.delete(kind, owned(id, outputs));
}

async function create(kind: ResourceKind, properties: Properties, context: ProviderContext) {
  const host = await context.host();
  const inputs = inputsOf(kind, properties);
  const ownerToken = newOwnerToken();
  const object = await host.create(kind, pick(inputs, settingNames(kind)), {
    stack: String(inputs["stack"]),
    logicalId: String(inputs["logicalId"]),
    adoptExisting: inputs["adoptExisting"] === true,
    declaredAt: placeOf(inputs),
    ownerToken,
    secrets: secretsOf(kind, inputs),
  });
  context.registry.learnId(String(inputs["logicalId"]), object.id);
  const outs = outputsOf(inputs, object, { ownerToken });
  requireApplied(object, { host, properties, outs });
  return { id: object.id, outs };
}

async function update(kind: ResourceKind, { id, olds, news }: Change, context: ProviderContext) {
  const known = owned(id, olds);
  const inputs = inputsOf(kind, news);
  const settings = pick(inputs, settingNames(kind));
  const declaredAs = { stack: String(inputs["stack"]), logicalId: String(inputs["logicalId"]) };
  const revokeEntries = kind === "ReceiveConnector" ? revocations(olds, news, context.registry.entriesOf(news)) : [];
  const host = await context.host();
  const object = await updateOnce(kind, host, {
    settings,
    target: {
      ...known,
      ...{ declaredAs, revokeEntries, declaredAt: placeOf(inputs) },
      secrets: changedSecrets(kind, olds, inputs),
    },
  });
  // Where the host could not let the ownership follow a rename, it says why.
  if (!isOwner(object, declaredAs))
    for (const text of object.notices ?? []) context.notices.tell(resourceName(news), text);
  const outs = outputsOf(inputs, object, { ownerToken: known.ownerToken });
  requireApplied(object, { host, properties: news, outs });
  return { outs };
}

function isOwner({ owner }: HostObject, { stack, logicalId }: UpdateTarget["declaredAs"]): boolean {
  return owner?.stack === stack && owner.logicalId === logicalId;
}

function owned(id: string, outputs: Properties): KnownObject {
  const known = knownObject(id, outputs);
  if (known !== undefined) return known;
  throw new ProviderError(
    `The state of ${resourceName(outputs)} has no owner token, so nothing was changed. ` +
      `Declare the object with adoptExisting: true to take it over.`,
  );
}

interface Written {
  readonly host: RelayHost;
  readonly properties: Properties;
  readonly outs: Properties;
}

function requireApplied(object: HostObject, { host, properties, outs }: Written): void {
  if (object.applied?.ok !== false) return;
  throw new PartialFailure(resourceName(properties), {
    id: object.id,
    host: host.endpoint,
    properties: { ...outs, __provider: properties["__provider"] },
    reasons: object.applied.problems,
  });
}
