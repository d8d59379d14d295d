import { FIELDS, hasPassword, type Kind, resourceOutputs } from "../model";
import { HIDDEN_INPUTS, pick } from "./hidden-inputs";
import type { Properties } from "./dynamic-provider";
import type { AuditHead, HostObject, Installation, KnownObject, ResourceKind } from "./relay-host";
import { version } from "./version";

/** Names of a kind's settings, in the order of the field table. */
export function settingNames(kind: Kind): readonly string[] {
  return Object.keys(FIELDS[kind]);
}

/** Inputs as state keeps them: settings and hidden inputs, without what concerned the run alone. */
export function inputsOf(kind: ResourceKind, properties: Properties): Properties {
  return pick(properties, [...settingNames(kind), ...HIDDEN_INPUTS[kind]]);
}

/** What a resource keeps from one call to the next, beside its inputs. */
export interface KeptOutputs {
  /** Undefined for a resource that is only looked up. */
  readonly ownerToken?: string | undefined;
  readonly auditHead?: AuditHead | undefined;
}

/** Outputs after a write or a read: inputs, and what the host says about the object. Never holds undefined. */
export function outputsOf(inputs: Properties, object: HostObject, kept: KeptOutputs): Properties {
  const { ownerToken, auditHead } = kept;
  const owner = ownerToken === undefined ? {} : ownerInputs(object);
  const secretVersion = hasPassword(object.kind) ? object.secretVersion : undefined;
  const standing = { ...object, ownerToken, secretVersion, auditHead: object.audit ?? auditHead };
  return resourceOutputs({ ...inputs, ...owner }, { ...standing, providerVersion: version() });
}

/**
 * Who an object is by the host's word: what state must hold to prove its ownership next time. The host may be ahead of
 * state (a run that was killed had renamed it) or behind the program (the new name is taken).
 */
export function ownerInputs({ owner }: HostObject): Properties {
  return owner === null ? {} : { stack: owner.stack, logicalId: owner.logicalId };
}

/**
 * The object that state describes; undefined where state holds no proof of ownership, as for a resource that was only
 * looked up.
 */
export function knownObject(id: string, outputs: Properties): KnownObject | undefined {
  const { stack, logicalId, ownerToken, revision, installation } = outputs;
  if (typeof ownerToken !== "string" || typeof stack !== "string" || typeof logicalId !== "string") return undefined;
  return { id, stack, logicalId, ownerToken, revision: Number(revision), installation: installation as Installation };
}
