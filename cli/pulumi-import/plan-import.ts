import type { ResourceKind } from "../../model";
import type { HostObject } from "./host-object";
import { makeUnique, proposeName } from "./logical-name";

export interface ImportOptions {
  /** `organisation/project/stack`. */
  readonly stack: string;
  readonly namePrefix: string;
  /** What the stack owns already: left alone, or claimed once more. */
  readonly owned: "leave" | "again";
}

/** An object that becomes a resource. */
export interface PlannedResource {
  readonly object: HostObject;
  /** Logical name. */
  readonly name: string;
  readonly logicalId: string;
  /** Permissions only. */
  readonly connectorName?: string;
}

/** An object that does not, and why. */
export interface LeftOut {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly why: string;
}

export interface ImportPlan {
  /** Connectors before their permissions. */
  readonly resources: readonly PlannedResource[];
  readonly leftOut: readonly LeftOut[];
}

// The TransportConfig first: claiming it needs the scope admin, and nothing is claimed when that is missing.
const ORDER: readonly ResourceKind[] = [
  "TransportConfig",
  "RelayGroup",
  "RelayUser",
  "ReceiveConnector",
  "ConnectorPermission",
  "AcceptedDomain",
  "SendConnector",
];

/** Decides which objects of a host become resources of a stack, and how each is called: the same for the same host. */
export function planImport(objects: readonly HostObject[], options: ImportOptions): ImportPlan {
  const connectors = new Map(objects.filter(isConnector).map((connector) => [connector.id, connector]));
  const taken = new Set(objects.flatMap(({ owner }) => ownName(owner, options.stack) ?? []));
  const resources: PlannedResource[] = [];
  const leftOut: LeftOut[] = [];
  for (const subject of inOrder(objects, connectors)) {
    const why = reasonAgainst(subject, options);
    if (why === undefined) resources.push(planned(subject, options, taken));
    else leftOut.push({ kind: subject.object.kind, name: subject.proposed, why });
  }
  return { resources, leftOut };
}

interface Subject {
  readonly object: HostObject;
  readonly proposed: string;
  /** The connector of a permission. */
  readonly connector: HostObject<"ReceiveConnector"> | undefined;
}

function isConnector(object: HostObject): object is HostObject<"ReceiveConnector"> {
  return object.kind === "ReceiveConnector";
}

function inOrder(
  objects: readonly HostObject[],
  connectors: ReadonlyMap<string, HostObject<"ReceiveConnector">>,
): readonly Subject[] {
  const subjects = objects.map((object): Subject => {
    const connector = isPermission(object) ? connectors.get(object.settings.connector) : undefined;
    return { object, connector, proposed: proposeName(object, connector?.settings.name) };
  });
  const key = ({ object, proposed }: Subject) => `${ORDER.indexOf(object.kind)} ${proposed} ${object.id}`;
  return subjects.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

function isPermission(object: HostObject): object is HostObject<"ConnectorPermission"> {
  return object.kind === "ConnectorPermission";
}

function reasonAgainst({ object, connector }: Subject, { stack, owned }: ImportOptions): string | undefined {
  const { owner } = object;
  if (owner !== null && owner.stack !== stack) return `it belongs to stack ${owner.stack}`;
  if (connector?.owner != null && connector.owner.stack !== stack) {
    return `its connector belongs to stack ${connector.owner.stack}`;
  }
  if (owner === null) return undefined;
  if (owned === "leave") return `the stack owns it already (--reclaim takes it again)`;
  return owner.logicalId.includes("$") ? "its component declares it: bring it back with pulumi up" : undefined;
}

function planned(
  { object, proposed, connector }: Subject,
  options: ImportOptions,
  taken: Set<string>,
): PlannedResource {
  const name = ownName(object.owner, options.stack) ?? makeUnique(`${options.namePrefix}${proposed}`, taken);
  const logicalId = object.owner?.logicalId ?? `${object.kind}::${name}`;
  return { object, name, logicalId, ...(connector === undefined ? {} : { connectorName: connector.settings.name }) };
}

function ownName(owner: HostObject["owner"], stack: string): string | undefined {
  return owner?.stack === stack ? owner.logicalId.split("::").at(-1) : undefined;
}
