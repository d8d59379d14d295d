import type { PolicyResource } from "@pulumi/policy";
import type { ConfigLookup } from "../client";
import { FIELDS, type Kind, type Owner, type ResourceKind, settle, TYPE_TOKEN } from "../model";
import type { Finding } from "./finding";
import { isUnknown, plainValue } from "./plain-value";
import type { PasswordGiven, StackObject } from "./stack-object";

/** What a policy is told about a resource, as far as the rules need it. */
export type ResourceFacts = Pick<PolicyResource, "type" | "props" | "urn" | "name"> &
  Partial<Pick<PolicyResource, "provider" | "propertyDependencies">>;

/** Resources of a stack that go to one relay host. */
export interface HostReading {
  readonly objects: readonly StackObject[];
  /** Resources that cannot be judged at all. */
  readonly unreadable: readonly Finding[];
  /** Endpoint and token as the stack's configuration or its Provider have them. */
  readonly connection: ConfigLookup;
}

const KIND_OF = new Map<string, ResourceKind>(
  Object.entries(TYPE_TOKEN).map(([kind, type]) => [type, kind as ResourceKind]),
);

/**
 * Sorts the resources of a stack by the relay host that they go to: connectors of one host say nothing about another's
 * clients. Resources of other packages are left out.
 */
export function readStack(resources: readonly ResourceFacts[]): readonly HostReading[] {
  const ours = resources.filter(({ type }) => KIND_OF.has(type));
  const hosts = Map.groupBy(ours, ({ provider }) => provider?.urn ?? "");
  return [...hosts.values()].map(readHost);
}

function readHost(resources: readonly ResourceFacts[]): HostReading {
  const read = resources.map(readResource);
  return {
    objects: read.flatMap((outcome) => ("kind" in outcome ? [outcome] : [])),
    unreadable: read.flatMap((outcome) => ("kind" in outcome ? [] : [outcome])),
    connection: connectionOf(resources[0]),
  };
}

function connectionOf(resource: ResourceFacts | undefined): ConfigLookup {
  const props = plainValue(() => resource?.provider?.props ?? {}) as Readonly<Record<string, unknown>>;
  return (key) => {
    const value = props[key];
    return typeof value === "string" ? value : undefined;
  };
}

function readResource(resource: ResourceFacts): StackObject | Finding {
  const { type, urn, name } = resource;
  const kind = KIND_OF.get(type) as ResourceKind;
  const props = plainValue(() => resource.props) as Readonly<Record<string, unknown>>;
  const settled = settle(kind, settingsIn(kind, props), { isUnknown });
  if (!settled.ok) {
    const wrong = settled.failures.map(({ message }) => message).join(" ");
    return { urn, message: `Cannot tell: the inputs of the resource cannot be read. ${wrong}` };
  }
  const { connectorName, passwordGiven } = props;
  return {
    kind,
    urn,
    name,
    owner: ownerIn(props),
    settings: settled.value,
    connectorUrn: connectorUrn(resource),
    connectorName: typeof connectorName === "string" ? connectorName : undefined,
    passwordGiven: passwordGiven as PasswordGiven | undefined,
  } as StackObject;
}

function ownerIn({ stack, logicalId }: Readonly<Record<string, unknown>>): Owner | null {
  return typeof stack === "string" && typeof logicalId === "string" ? { stack, logicalId } : null;
}

// Hidden inputs, outputs of the host and what another version of the package added are no settings.
function settingsIn(kind: Kind, props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const names = Object.keys(FIELDS[kind]).filter((name) => props[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, props[name]]));
}

function connectorUrn({ propertyDependencies }: ResourceFacts): string | undefined {
  const sources = propertyDependencies?.["connector"] ?? [];
  return sources.find(({ type }) => type === TYPE_TOKEN.ReceiveConnector)?.urn;
}
