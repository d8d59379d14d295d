import type * as pulumi from "@pulumi/pulumi";

// Present on every resource (sdk/nodejs/resource.ts of pulumi/pulumi), but left out of the published types.
interface ResourceInternals {
  readonly __pulumiType?: string;
  readonly __parentResource?: pulumi.Resource;
}

/**
 * Names a declaration within its stack as its URN does: types of the parents, own type, name. The provider never
 * learns the URN, and a host tells an interrupted create from a new object by this.
 */
export function logicalId(kind: string, name: string, opts: pulumi.ResourceOptions | undefined): string {
  return `${[...parentTypes(opts?.parent), kind].join("$")}::${name}`;
}

function parentTypes(parent: pulumi.Resource | undefined): readonly string[] {
  if (parent === undefined) return [];
  const { __pulumiType: type, __parentResource: above } = parent as ResourceInternals;
  // The stack itself is no part of a URN's type.
  if (type === undefined || type === "pulumi:pulumi:Stack") return [];
  return [...parentTypes(above), type];
}
