import { type Declared, type Failure, judgeTogether, judgeWideRelay, type WideRelay } from "../model";
import type { Declaration, DeclarationOf } from "./declaration";
import { isUnknown } from "./unknown-value";

/** Declarations of the run that may contradict another one. */
export interface Company {
  /** Those that share something which must be unique, and connectors whose ranges conflict. */
  readonly rivals: readonly Declaration[];
  /** The connector that the declaration is, or is about; absent while it is not known. */
  readonly connector?: DeclarationOf<"ReceiveConnector"> | undefined;
  /** All entries declared on that connector. */
  readonly entries?: readonly DeclarationOf<"ConnectorPermission">[];
}

/** Everything that the program itself declares twice, in conflict, or too wide together. */
export function judgeDeclaration(declaration: Declaration, company: Company): readonly Failure[] {
  return [...judgeRivals(declaration, company.rivals), ...judgeRelay(declaration, company)];
}

function judgeRivals(declaration: Declaration, rivals: readonly Declaration[]): readonly Failure[] {
  if (rivals.length === 0) return [];
  // Last, so that what both have is spelt as this declaration spells it.
  return judgeTogether([...rivals, declaration].map(declared), { objects: "some", isUnknown })
    .filter(({ key }) => key === declaration.logicalId)
    .map(({ code, property, message }) => ({ code, property, message }));
}

function declared({ kind, logicalId, settings, connectorName }: Declaration): Declared {
  return { kind, key: logicalId, label: logicalId, settings, connectorName };
}

function judgeRelay(declaration: Declaration, { connector, entries = [] }: Company): readonly Failure[] {
  if (connector === undefined) return [];
  const subject = {
    connectorId: connector.logicalId,
    settings: connector.settings,
    entries: entries.map(({ logicalId, settings }) => ({ ...settings, entry: logicalId })),
    at: Date.now(),
    // Which domains are accepted is not known before the run is over: the host judges onlyRecipients by them.
    isAcceptedDomain: () => true,
  };
  return judgeWideRelay([subject])
    .filter(({ allowed }) => !allowed)
    .map((wide) => wideRelayFailure(declaration, wide));
}

function wideRelayFailure({ kind }: Declaration, wide: WideRelay): Failure {
  const property = kind === "ReceiveConnector" ? "remoteIpRanges" : "extendedRights";
  const addresses = [
    wide.publicV4 > 0n ? `${wide.publicV4} IPv4` : "",
    wide.publicV6 > 0n ? `${wide.publicV6} IPv6` : "",
  ];
  const message =
    `${property}: ${wide.principal} could relay over "${wide.name}" from ${addresses.filter(Boolean).join(" and ")} ` +
    `public addresses (granted by ${wide.grantedBy.join(" and ")}): narrow the connector's remoteIpRanges, take the right ` +
    `away, or say in its allowWideRelay why this is meant.`;
  return { code: "RELAY_WIDE_RELAY", property, message };
}
