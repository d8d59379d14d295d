import * as pulumi from "@pulumi/pulumi";
import { declaredAt } from "./declared-at";
import { logicalId } from "./logical-id";
import { PROVIDER_SOURCE, type ResourceKind, TYPE_TOKEN } from "./provider-source";
import { requireSecretToken } from "./require-secret-token";

export { TYPE_TOKEN };

/** Which installed data a host answered with: the object of the same id elsewhere is another object. */
export interface Installation {
  /** UUID of the data directory. */
  readonly id: string;
  /** Counts restored backups. */
  readonly epoch: number;
}

/** Position and hash of an entry in a host's hash-chained audit. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What one resource class says about itself. */
export interface Declaration {
  readonly kind: ResourceKind;
  readonly name: string;
  /** Settings as the program gave them. */
  readonly settings: pulumi.Inputs;
  /** Names of the settings: each becomes an output, also where the program left it out. */
  readonly outputs: Readonly<Record<string, undefined>>;
}

// Pulumi resolves only outputs whose keys it knows from the constructor; unknown while a preview runs.
const HOST_OUTPUTS = {
  revision: undefined,
  installation: undefined,
  ownerToken: undefined,
  auditHead: undefined,
  providerVersion: undefined,
};

/**
 * What all resources share. It is a custom resource of the dynamic provider's package and not a
 * `pulumi.dynamic.Resource`, whose constructor would serialise the provider's code into state.
 */
export abstract class RelayResource extends pulumi.CustomResource {
  /** Revision of the host's configuration at which the object last changed. */
  declare readonly revision: pulumi.Output<number>;
  /** The installation that holds the object. */
  declare readonly installation: pulumi.Output<Installation>;
  /** Proof that this stack owns the object. Secret. */
  declare readonly ownerToken: pulumi.Output<string>;
  /** Last entry of the host's audit after the last write: kept here, it shows whether the audit was cut or rewritten. */
  declare readonly auditHead: pulumi.Output<AuditHead>;
  /** Version of pulumi-smtp-relay that last wrote the object. For information only. */
  declare readonly providerVersion: pulumi.Output<string>;

  protected constructor(declaration: Declaration, opts: pulumi.CustomResourceOptions | undefined) {
    const { kind, name } = declaration;
    if (opts?.id === undefined) requireSecretToken();
    super(
      TYPE_TOKEN[kind],
      name,
      { ...HOST_OUTPUTS, ...declaration.outputs, ...declaredInputs(declaration, opts) },
      pulumi.mergeOptions(opts, { additionalSecretOutputs: ["ownerToken", "password"] }),
    );
  }
}

// The dynamic provider process passes on neither URN, stack nor whether this is a preview. A resource that is only looked
// up declares nothing.
function declaredInputs(declaration: Declaration, opts: pulumi.CustomResourceOptions | undefined): pulumi.Inputs {
  const { kind, name } = declaration;
  const provider = { __provider: PROVIDER_SOURCE[kind] };
  if (opts?.id !== undefined) return provider;
  return {
    ...declaration.settings,
    ...provider,
    logicalId: logicalId(kind, name, opts),
    stack: `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`,
    declaredAt: declaredAt(),
    preview: pulumi.runtime.isDryRun(),
  };
}

/** Whether a value is a resource of this type, made by any copy of this package. */
export function isOfType(value: unknown, type: string): boolean {
  return pulumi.CustomResource.isInstance(value) && (value as { readonly __pulumiType?: string }).__pulumiType === type;
}
