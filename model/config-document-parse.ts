import { CONFIG_DOCUMENT_VERSION, type ConfigDocument, type DocumentUser } from "./config-document";
import { readConnector } from "./config-document-connector";
import { judgeDocument } from "./config-document-judge";
import { isRecord, type Read, REVISION, settleAs, taken } from "./config-document-read";
import type { Failure, Parsed } from "./failure";
import { failure, read, refuse } from "./fields/outcome";
import { readPasswordHash } from "./password-hash";
import { quoteValue } from "./quote-value";
import { COLLECTION_NAMES } from "./write/object-collections";

export interface ParseDocumentOptions {
  /**
   * Of two connectors in conflict: `newer-wins` takes the document when their revisions tell which is newer (what a
   * host in the middle of a run exports), `refuse` never does (what a restore wants).
   */
  readonly conflicts: "newer-wins" | "refuse";
}

const KEYS: readonly string[] = ["formatVersion", "revision", ...COLLECTION_NAMES, "transportConfig"];

/**
 * Reads a config document: every property that is left out gets its default, every value its canonical form, or every
 * failure at once under its path, `receiveConnectors[2].bindings[0]`. Also judged: whatever must hold between the
 * objects of a host. Never throws on anything JSON can carry.
 */
export function parseConfigDocument(
  value: unknown,
  options: ParseDocumentOptions = { conflicts: "newer-wins" },
): Parsed<ConfigDocument> {
  if (!isRecord(value)) {
    return refuse(
      "RELAY_TYPE_INVALID",
      "document",
      `is ${quoteValue(value)}: write an object as relayctl export does.`,
    );
  }
  const version = judgeVersion(value["formatVersion"]);
  if (version.length > 0) return { ok: false, failures: version };
  const failures: Failure[] = [...refuseUnknownKeys(value)];
  const document = readObjects(value, failures);
  if (failures.length > 0) return { ok: false, failures };
  const between = judgeDocument(document, options.conflicts);
  return between.length === 0 ? read(document) : { ok: false, failures: between };
}

function judgeVersion(version: unknown): readonly Failure[] {
  if (version === CONFIG_DOCUMENT_VERSION) return [];
  const complaint = `is ${quoteValue(version)}: this version reads ${CONFIG_DOCUMENT_VERSION}.`;
  return [failure("RELAY_DOCUMENT_VERSION", "formatVersion", complaint)];
}

function refuseUnknownKeys(value: Readonly<Record<string, unknown>>): readonly Failure[] {
  const unknown = Object.keys(value).filter((key) => !KEYS.some((known) => known === key));
  return unknown.map((key) => ({
    code: "RELAY_PROPERTY_UNKNOWN",
    property: quoteValue(key),
    message: `The document has no property ${quoteValue(key)}: its properties are ${KEYS.join(", ")}.`,
  }));
}

function readObjects(value: Readonly<Record<string, unknown>>, failures: Failure[]): ConfigDocument {
  const revision = taken(REVISION.parse(value["revision"] ?? 0, "revision"), failures) ?? 0;
  return {
    formatVersion: CONFIG_DOCUMENT_VERSION,
    revision,
    receiveConnectors: readList(value, "receiveConnectors", failures, readConnector),
    connectorPermissions: readList(value, "connectorPermissions", failures, settleAs("ConnectorPermission")),
    acceptedDomains: readList(value, "acceptedDomains", failures, settleAs("AcceptedDomain")),
    sendConnectors: readList(value, "sendConnectors", failures, settleAs("SendConnector")),
    relayUsers: readList(value, "relayUsers", failures, readUser),
    relayGroups: readList(value, "relayGroups", failures, settleAs("RelayGroup")),
    // Read with failures, nothing of the document is used.
    transportConfig: taken(settleAs("TransportConfig")(value["transportConfig"] ?? {}, "transportConfig"), failures)!,
  };
}

function readList<Item>(
  document: Readonly<Record<string, unknown>>,
  key: string,
  failures: Failure[],
  readItem: Read<Item>,
): readonly Item[] {
  const given = document[key] ?? [];
  if (!Array.isArray(given)) {
    failures.push(failure("RELAY_TYPE_INVALID", key, `is ${quoteValue(given)}: write a list.`));
    return [];
  }
  return given.flatMap((value: unknown, index) => taken(readItem(value, `${key}[${index}]`), failures) ?? []);
}

function readUser(value: unknown, path: string): Parsed<DocumentUser> {
  if (!isRecord(value)) return settleAs("RelayUser")(value, path);
  const { passwordHash, ...settings } = value;
  const settled = settleAs("RelayUser")(settings, path);
  if (passwordHash === undefined || passwordHash === null) return settled;
  const isHash = typeof passwordHash === "string" && readPasswordHash(passwordHash) !== undefined;
  if (isHash) return settled.ok ? read({ ...settled.value, passwordHash }) : settled;
  const remedy = "is no argon2id PHC string within m=65536, t=10, p=4: export it with --with-secrets, or leave it out.";
  const wrong = failure("RELAY_PASSWORD_HASH_INVALID", `${path}.passwordHash`, remedy);
  return { ok: false, failures: [...(settled.ok ? [] : settled.failures), wrong] };
}
