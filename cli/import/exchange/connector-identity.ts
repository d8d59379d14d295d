import { isRawObject, type RawRecord, type RawValue, rawValue } from "./raw-record";
import { readText } from "./read-value";

/** Which connector something belongs to. */
export interface ConnectorIdentity {
  readonly name: string;
  /** Null when the export does not say. */
  readonly server: string | null;
}

/** The connector that a record of Get-ReceiveConnector is. */
export function connectorIdentity(record: RawRecord): ConnectorIdentity | undefined {
  const spelt = identityOf(rawValue(record, "Identity")) ?? identityOf(rawValue(record, "DistinguishedName"));
  const name = plain(rawValue(record, "Name")) ?? spelt?.name;
  const server = plain(rawValue(record, "Server"));
  return name === undefined ? undefined : { name, server: lastPart(server) ?? spelt?.server ?? null };
}

/** The connector that an entry of Get-ADPermission is on. */
export function permissionIdentity(record: RawRecord): ConnectorIdentity | undefined {
  const names = ["Identity", "ReceiveConnector", "Connector", "ConnectorName", "DistinguishedName", "Name"];
  for (const name of names) {
    const identity = identityOf(rawValue(record, name));
    if (identity !== undefined) return { ...identity, server: identity.server ?? serverOf(record) };
  }
  return undefined;
}

function serverOf(record: RawRecord): string | null {
  return lastPart(plain(rawValue(record, "Server"))) ?? null;
}

/** `EX01\Name`, a distinguished name, a canonical name of the directory, or the bare name. */
function identityOf(value: RawValue): ConnectorIdentity | undefined {
  const text =
    (isRawObject(value) ? plain(value.properties.get("distinguishedname") ?? null) : undefined) ?? plain(value);
  if (text === undefined) return undefined;
  const distinguished = /^CN=((?:[^,\\]|\\.)+),CN=SMTP Receive Connectors,CN=Protocols,CN=([^,]+),/i.exec(text);
  if (distinguished) return { name: unescaped(distinguished[1] ?? ""), server: distinguished[2] ?? null };
  const canonical = /\/([^/]+)\/Protocols\/SMTP Receive Connectors\/(.+)$/i.exec(text);
  if (canonical) return { name: canonical[2] ?? "", server: canonical[1] ?? null };
  const [server, name, ...rest] = text.split("\\");
  if (name === undefined) return { name: text, server: null };
  return rest.length > 0 ? undefined : { name, server: lastPart(server) ?? null };
}

function plain(value: RawValue): string | undefined {
  const text = readText(value);
  return typeof text === "string" ? text : undefined;
}

// RFC 4514 §2.4: special characters of a distinguished name stand behind a backslash.
function unescaped(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}

function lastPart(text: string | undefined): string | undefined {
  return text
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/^CN=([^,]+),.*$/i, "$1");
}

export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
