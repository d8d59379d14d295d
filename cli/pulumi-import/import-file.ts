import {
  hasPassword,
  HIDDEN_DEFAULTS,
  PROVIDER_SOURCE,
  resourceOutputs,
  type ResourceProperties,
  settle,
  TYPE_TOKEN,
} from "../../model";
import { packageVersion } from "../package-version";
import type { ClaimedResource } from "./claim-all";

/** What `pulumi import -f` reads (pkg/cmd/pulumi/operations/import.go of pulumi/pulumi, 3.254.0 or newer). */
export interface ImportFile {
  readonly resources: readonly ImportedResource[];
}

export interface ImportedResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: ResourceProperties;
  /** With them Pulumi asks no provider: dynamic providers cannot import. */
  readonly outputs: ResourceProperties;
}

/** Writes the resources as the provider's `read` would answer them, so that the next preview finds nothing to do. */
export function importFile(claimed: readonly ClaimedResource[], stack: string): ImportFile {
  return { resources: claimed.map((resource) => importedResource(resource, stack)) };
}

function importedResource(resource: ClaimedResource, stack: string): ImportedResource {
  const { object, name, logicalId, connectorName, revision, ownerToken } = resource;
  const { kind, id, settings, installation } = object;
  const settled = settle(kind, settings);
  const inputs = {
    ...(settled.ok ? settled.value : settings),
    ...HIDDEN_DEFAULTS[kind],
    logicalId,
    stack,
    ...(connectorName === undefined ? {} : { connectorName }),
  };
  const secretVersion = hasPassword(kind) ? object.secretVersion : undefined;
  const standing = { revision, installation, ownerToken, secretVersion, providerVersion: packageVersion() };
  const outputs = resourceOutputs(inputs, standing);
  const __provider = PROVIDER_SOURCE[kind];
  return {
    type: TYPE_TOKEN[kind],
    name,
    id,
    inputs: { ...inputs, __provider },
    outputs: { ...outputs, ownerToken: secret(ownerToken), __provider },
  };
}

// The wire form of a secret in files (apitype.SecretV1): the state file then holds it encrypted from the start.
function secret(value: unknown): ResourceProperties {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(value) };
}
