import type { ConfigDocument } from "./config-document";
import type { Failure } from "./failure";
import { type Declared, judgeTogether } from "./judge-together";
import { judgeRangeConflicts, type KeyedFailure } from "./range-conflicts";

/** What is wrong between the objects of a document, under their paths. */
export function judgeDocument(document: ConfigDocument, conflicts: "newer-wins" | "refuse"): readonly Failure[] {
  const found = [...judgeTogether(declaredOf(document), { objects: "complete" }), ...judgeEnforced(document)];
  const counted = conflicts === "refuse" ? found : found.filter((given) => !isSettledByRevision(given, document));
  return counted.map(({ key, code, property, message }) => ({
    code,
    property: property === "" ? key : `${key}.${property}`,
    message: message.startsWith(property) ? `${key}.${message}` : `${key}: ${message}`,
  }));
}

/** While connectors are observed only, their ranges of before must not conflict with others' either. */
function judgeEnforced({ receiveConnectors }: ConfigDocument): readonly KeyedFailure[] {
  if (receiveConnectors.every(({ enforced }) => enforced === undefined)) return [];
  const holders = receiveConnectors.flatMap(({ enforced, ...settings }, index) => {
    const held = enforced === undefined ? settings : enforced.settings;
    const key = `receiveConnectors[${index}]`;
    return held === null ? [] : [{ ...held, key, label: JSON.stringify(settings.name) }];
  });
  return judgeRangeConflicts(holders).filter(({ key, otherKey }) =>
    [key, otherKey].some((path) => receiveConnectors[Number(/\d+/.exec(path ?? "")?.[0])]?.enforced !== undefined),
  );
}

function declaredOf(document: ConfigDocument): readonly Declared[] {
  return [
    ...document.receiveConnectors.map((settings, index): Declared => {
      return {
        kind: "ReceiveConnector",
        key: `receiveConnectors[${index}]`,
        label: JSON.stringify(settings.name),
        settings,
      };
    }),
    ...document.connectorPermissions.map((settings, index): Declared => {
      const key = `connectorPermissions[${index}]`;
      return { kind: "ConnectorPermission", key, label: key, settings, connectorName: settings.connector };
    }),
    ...document.acceptedDomains.map((settings, index): Declared => {
      const key = `acceptedDomains[${index}]`;
      return { kind: "AcceptedDomain", key, label: key, settings };
    }),
    ...document.sendConnectors.map((settings, index): Declared => {
      return { kind: "SendConnector", key: `sendConnectors[${index}]`, label: JSON.stringify(settings.name), settings };
    }),
    ...document.relayUsers.map((settings, index): Declared => {
      return { kind: "RelayUser", key: `relayUsers[${index}]`, label: JSON.stringify(settings.username), settings };
    }),
    ...document.relayGroups.map((settings, index): Declared => {
      return { kind: "RelayGroup", key: `relayGroups[${index}]`, label: JSON.stringify(settings.name), settings };
    }),
    { kind: "TransportConfig", key: "transportConfig", label: "transportConfig", settings: document.transportConfig },
  ];
}

// A host may hold both for a moment: within one stack the newer takes over what the older has not yet given up.
function isSettledByRevision({ code, key, otherKey }: KeyedFailure, document: ConfigDocument): boolean {
  if (code !== "RELAY_RANGE_CONFLICT") return false;
  const revisions = [key, otherKey].map((path) => revisionAt(path, document));
  return revisions[0] !== undefined && revisions[1] !== undefined && revisions[0] !== revisions[1];
}

function revisionAt(path: string | undefined, { receiveConnectors }: ConfigDocument): number | undefined {
  const index = /\[(\d+)\]$/.exec(path ?? "")?.[1];
  return index === undefined ? undefined : receiveConnectors[Number(index)]?.revision;
}
