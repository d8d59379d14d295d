import { settle } from "../model";
import type { Properties } from "./dynamic-provider";
import { resourceName } from "./hidden-inputs";
import { withoutStalePassword } from "./password-input";
import { ProviderError } from "./provider-error";
import type { ProviderContext } from "./provider-context";
import type { AuditHead, HostObject, KnownObject, ResourceKind } from "./relay-host";
import { inputsOf, knownObject, outputsOf, ownerInputs } from "./state";

/** A resource as state knows it. */
export interface StateOfResource {
  readonly id: string;
  readonly outputs: Properties;
}

/** What `read` answers; without an id the resource is gone. */
export interface ReadAnswer {
  readonly id?: string;
  readonly props?: Properties;
  readonly inputs?: Properties;
}

/**
 * Reads a resource back. Its inputs come in the canonical form that `check` makes, so that a later comparison finds
 * only what really changed on the host. Gone means that the right installation says so, or that another owner has it.
 */
export async function read(kind: ResourceKind, state: StateOfResource, context: ProviderContext): Promise<ReadAnswer> {
  const host = await context.host();
  const known = knownObject(state.id, state.outputs);
  const object = await host.read(kind, known === undefined ? { id: state.id } : { id: state.id, known });
  if (known === undefined) return lookedUp(kind, state.id, object);
  if (object === "gone") return {};
  if (object.ownership !== "yours") return lost(object, state, context);
  return refreshed(kind, { object, known, outputs: state.outputs }, context);
}

// `get` of a missing object must fail: the engine takes an empty answer for a resource without properties.
function lookedUp(kind: ResourceKind, id: string, object: HostObject | "gone"): ReadAnswer {
  if (object === "gone") throw new ProviderError(`There is no ${kind} with the id ${id} on the relay host.`);
  return { id, props: outputsOf({ ...object.settings }, object, {}) };
}

function lost(object: HostObject, { outputs }: StateOfResource, { notices }: ProviderContext): ReadAnswer {
  const owner = object.owner === null ? "nobody" : `${object.owner.logicalId} of stack ${object.owner.stack}`;
  const remedy = object.owner === null ? " Declare it with adoptExisting: true to take it over again." : "";
  notices.tell(resourceName(outputs), `the object is owned by ${owner} now, so this stack lets go of it.${remedy}`);
  return {};
}

interface Found {
  readonly object: HostObject;
  readonly known: KnownObject;
  readonly outputs: Properties;
}

function refreshed(kind: ResourceKind, { object, known, outputs }: Found, context: ProviderContext): ReadAnswer {
  const inputs = {
    ...withoutStalePassword(inputsOf(kind, outputs), object, outputs),
    ...ownerInputs(object),
    ...settledSettings(kind, object),
    ...unmanaged(object, outputs, context),
  };
  const auditHead = outputs["auditHead"] as AuditHead | undefined;
  return { id: object.id, inputs, props: outputsOf(inputs, object, { ownerToken: known.ownerToken, auditHead }) };
}

function settledSettings(kind: ResourceKind, object: HostObject): object {
  const settled = settle(kind, object.settings);
  // A newer host may store what this version does not know; shown as it is, it is drift.
  return settled.ok ? settled.value : object.settings;
}

function unmanaged(object: HostObject, outputs: Properties, { notices }: ProviderContext): Properties {
  if (object.kind !== "ReceiveConnector") return {};
  const entries = object.unmanagedEntries ?? [];
  if (outputs["unmanagedPermissions"] === "report") {
    for (const { principal, access, extendedRights } of entries) {
      const rights = extendedRights.join(", ");
      notices.tell(
        resourceName(outputs),
        `${access} ${rights} for ${principal} is declared by no program (reported only).`,
      );
    }
  }
  return { unmanagedEntries: entries.map((entry) => ({ ...entry })) };
}
