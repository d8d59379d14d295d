import type { DocumentConnector, DocumentEnforced } from "./config-document";
import { isRecord, REVISION, settleAs, taken } from "./config-document-read";
import type { Failure, Parsed } from "./failure";
import { ipRanges } from "./fields/address-formats";
import { instant } from "./fields/instant-format";
import { failure, read, refuse } from "./fields/outcome";
import { quoteValue } from "./quote-value";

const LIMITED_TO = ipRanges({ min: 0, max: 100_000, of: "ranges that keep relay" });

/** Reads a receive connector of a document, with what the document says of it beside its settings. */
export function readConnector(value: unknown, path: string): Parsed<DocumentConnector> {
  if (!isRecord(value)) return settleAs("ReceiveConnector")(value, path);
  const { revision, relayLimitedTo, enforced, ...settings } = value;
  const failures: Failure[] = [];
  const settled = taken(settleAs("ReceiveConnector")(settings, path), failures);
  const standing = readStanding({ revision, relayLimitedTo }, path, failures);
  const before = enforced == null ? undefined : taken(readEnforced(enforced, `${path}.enforced`), failures);
  if (settled === undefined || failures.length > 0) return { ok: false, failures };
  if (before !== undefined && !settled.observeOnly) {
    return refuse("RELAY_PROPERTY_UNKNOWN", `${path}.enforced`, "belongs to a connector with observeOnly only.");
  }
  return read({ ...settled, ...standing, ...(before === undefined ? {} : { enforced: before }) });
}

type Standing = Pick<DocumentConnector, "revision" | "relayLimitedTo">;

function readStanding(
  { revision, relayLimitedTo }: { readonly revision: unknown; readonly relayLimitedTo: unknown },
  path: string,
  failures: Failure[],
): Standing {
  const newest = revision == null ? undefined : taken(REVISION.parse(revision, `${path}.revision`), failures);
  const property = `${path}.relayLimitedTo`;
  const limited = relayLimitedTo == null ? undefined : taken(LIMITED_TO.parse(relayLimitedTo, property), failures);
  return {
    ...(newest === undefined ? {} : { revision: newest }),
    ...(limited === undefined ? {} : { relayLimitedTo: limited }),
  };
}

function readEnforced(value: unknown, path: string): Parsed<DocumentEnforced> {
  if (!isRecord(value)) return refuse("RELAY_TYPE_INVALID", path, `is ${quoteValue(value)}: write an object.`);
  const { settings, since, revision, relayLimitedTo, connectorPermissions = [], ...others } = value;
  const failures: Failure[] = Object.keys(others).map((key) =>
    failure("RELAY_PROPERTY_UNKNOWN", `${path}.${key}`, "is no property of what is enforced."),
  );
  const settled =
    settings === null ? null : taken(settleAs("ReceiveConnector")(settings, `${path}.settings`), failures);
  const began = taken(instant.parse(since, `${path}.since`), failures);
  const standing = readStanding({ revision, relayLimitedTo }, path, failures);
  const entries = readEntries(connectorPermissions, `${path}.connectorPermissions`, failures);
  if (settled === undefined || began === undefined || failures.length > 0) return { ok: false, failures };
  return read({ settings: settled, since: began, ...standing, connectorPermissions: entries });
}

function readEntries(value: unknown, path: string, failures: Failure[]): DocumentEnforced["connectorPermissions"] {
  if (!Array.isArray(value)) {
    failures.push(failure("RELAY_TYPE_INVALID", path, `is ${quoteValue(value)}: write a list.`));
    return [];
  }
  const settleEntry = settleAs("ConnectorPermission");
  return value.flatMap((entry: unknown, index) => taken(settleEntry(entry, `${path}[${index}]`), failures) ?? []);
}
