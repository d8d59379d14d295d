import * as pulumi from "@pulumi/pulumi";
import { RelayResource } from "../relay-resource";

// Present on every resource (sdk/nodejs/resource.ts of pulumi/pulumi), but left out of the published types.
interface ComponentInternals {
  readonly __childResources?: ReadonlySet<pulumi.Resource>;
}

/**
 * Resolves once the host enforces what the resources declare. Unknown while a preview would change one of them: the
 * revision of an object is known in a preview only where nothing changes.
 */
export function inForce(dependsOn: pulumi.Resource | readonly pulumi.Resource[] | undefined): pulumi.Output<unknown> {
  const resources = dependsOn === undefined ? [] : pulumi.Resource.isInstance(dependsOn) ? [dependsOn] : dependsOn;
  return pulumi.all(resources.flatMap(marksOf));
}

function marksOf(resource: pulumi.Resource): readonly pulumi.Output<unknown>[] {
  if (isRelayResource(resource)) return [resource.revision];
  if (pulumi.CustomResource.isInstance(resource)) return [resource.id];
  const children = (resource as ComponentInternals).__childResources ?? [];
  return [resource.urn, ...[...children].flatMap(marksOf)];
}

// By shape: the resource may come from another copy of this package.
function isRelayResource(resource: pulumi.Resource): resource is RelayResource {
  return resource instanceof RelayResource || pulumi.Output.isInstance((resource as { revision?: unknown }).revision);
}
