import type { ErrorCode } from "./error-catalogue";
import { failure } from "./fields/outcome";
import type { Declared } from "./judge-together";
import { isNamedKind, NAME_PROPERTY } from "./name-property";
import type { KeyedFailure } from "./range-conflicts";
import type { Kind } from "./settings";

export interface DuplicateOptions {
  /** True for a marker that stands for a value known later. */
  readonly isUnknown?: (value: unknown) => boolean;
}

/** Something that may be there once: objects with the same one are duplicates. */
interface Place {
  /** The place, spelt so that equal ones are equal texts. */
  readonly id: string;
  readonly property: string;
  readonly complaint: string;
}

const CODES: Readonly<Record<Kind, ErrorCode>> = {
  ReceiveConnector: "RELAY_DUPLICATE_NAME",
  SendConnector: "RELAY_DUPLICATE_NAME",
  RelayUser: "RELAY_DUPLICATE_NAME",
  RelayGroup: "RELAY_DUPLICATE_NAME",
  AcceptedDomain: "RELAY_DUPLICATE_DOMAIN",
  ConnectorPermission: "RELAY_DUPLICATE_PERMISSION",
  TransportConfig: "RELAY_SINGLETON",
};

/** Reports every place that two objects claim, on both of them. */
export function judgeDuplicates(declared: readonly Declared[], options: DuplicateOptions): readonly KeyedFailure[] {
  const holders = new Map<string, Declared>();
  const found = new Map<string, KeyedFailure>();
  for (const object of declared) {
    for (const place of placesOf(object, options)) {
      const holder = holders.get(place.id);
      if (holder === undefined) holders.set(place.id, object);
      else if (holder.key !== object.key) reportBoth(place, [holder, object], found);
    }
  }
  return [...found.values()];
}

type Reports = Map<string, KeyedFailure>;

function reportBoth(
  { property, complaint }: Place,
  [first, second]: readonly [Declared, Declared],
  found: Reports,
): void {
  for (const [mine, theirs] of [
    [first, second],
    [second, first],
  ] as const) {
    const text = `${complaint}, as ${theirs.label} declares too: declare it once.`;
    found.set(`${mine.key}\n${text}`, {
      key: mine.key,
      ...failure(CODES[mine.kind], propertyOf(mine, property), text),
    });
  }
}

// An account and a group claim one name by properties of different names.
function propertyOf({ kind }: Declared, property: string): string {
  return isNamedKind(kind) && (property === "name" || property === "username") ? NAME_PROPERTY[kind] : property;
}

function placesOf(object: Declared, { isUnknown = () => false }: DuplicateOptions): readonly Place[] {
  const given = object.settings as Readonly<Record<string, unknown>>;
  const known = (name: string) =>
    typeof given[name] === "string" && !isUnknown(given[name]) ? given[name] : undefined;
  if (object.kind === "TransportConfig") return [{ id: object.kind, property: "", complaint: "is host-wide" }];
  if (object.kind === "ConnectorPermission") return rightsPlaces(object, known, isUnknown);
  const certificates = object.kind === "RelayUser" ? certificatePlaces(object, isUnknown) : [];
  const property = NAME_PROPERTY[object.kind];
  const value = known(property);
  if (value === undefined) return certificates;
  // Exchange compares names without case.
  const id = `${NAMESPACES[object.kind] ?? object.kind}\n${value.toLowerCase()}`;
  return [{ id, property, complaint: `is ${JSON.stringify(value)}` }, ...certificates];
}

/** A certificate stands for one account. */
function certificatePlaces({ settings }: Declared, isUnknown: (value: unknown) => boolean): readonly Place[] {
  const { clientCertificates } = settings as { readonly clientCertificates?: unknown };
  if (!Array.isArray(clientCertificates)) return [];
  return clientCertificates
    .filter((fingerprint) => typeof fingerprint === "string" && !isUnknown(fingerprint))
    .map((fingerprint: string) => ({
      id: `certificate\n${fingerprint}`,
      property: "clientCertificates",
      complaint: `holds ${fingerprint}`,
    }));
}

/** Accounts and groups share one namespace. */
const NAMESPACES: Partial<Readonly<Record<Kind, string>>> = { RelayUser: "account", RelayGroup: "account" };

type KnownText = (name: string) => string | undefined;

function rightsPlaces(
  { settings, connectorName }: Declared,
  known: KnownText,
  isUnknown: (value: unknown) => boolean,
): readonly Place[] {
  const [connector, principal, access] = [known("connector"), known("principal"), known("access")];
  const rights = (settings as { readonly extendedRights?: unknown }).extendedRights;
  if (principal === undefined || access === undefined || !Array.isArray(rights)) return [];
  // In a first preview only the name is known; one program may name a connector by its id as well.
  const connectors = [connector && `id ${connector}`, connectorName && `name ${connectorName.toLowerCase()}`].filter(
    Boolean,
  );
  return connectors.flatMap((place) =>
    rights
      .filter((right) => typeof right === "string" && !isUnknown(right))
      .map((right: string) => ({
        id: ["ConnectorPermission", place, principal.toLowerCase(), access, right].join("\n"),
        property: "extendedRights",
        complaint: `holds ${right}, which is ${access} for ${principal} on ${connectorName ?? connector}`,
      })),
  );
}
