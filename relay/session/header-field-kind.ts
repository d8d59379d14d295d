/**
 * The header fields a host looks at. `routing`, `organization` and `forest` are the classes of the header firewall
 * (HeaderFirewall of Exchange: `Received` and `Resent-*`, `X-MS-Exchange-Organization-*`, `X-MS-Exchange-Forest-*`).
 */
export type FieldKind = "received" | "resent" | "organization" | "forest" | "from" | "sender" | "message-id" | "date";

const KINDS: Readonly<Record<string, FieldKind>> = {
  received: "received",
  "resent-date": "resent",
  "resent-from": "resent",
  "resent-sender": "resent",
  "resent-to": "resent",
  "resent-cc": "resent",
  "resent-bcc": "resent",
  "resent-message-id": "resent",
  "resent-reply-to": "resent",
  from: "from",
  sender: "sender",
  "message-id": "message-id",
  date: "date",
};

const ORGANIZATION = "x-ms-exchange-organization-";
const FOREST = "x-ms-exchange-forest-";

// First letters of the names above, either case: most fields of a message are told apart by this byte alone.
const FIRST_LETTERS = new Uint8Array(256);
for (const letter of "dfmrsx") {
  FIRST_LETTERS[letter.charCodeAt(0)] = 1;
  FIRST_LETTERS[letter.toUpperCase().charCodeAt(0)] = 1;
}

/** Kind of the field whose name stands at `start` to `end`, or undefined when the host has no interest in it. */
export function fieldKind(buffer: Buffer, start: number, end: number): FieldKind | undefined {
  if (FIRST_LETTERS[buffer[start] as number] === 0) return undefined;
  const name = buffer.toString("latin1", start, end).toLowerCase();
  if (Object.hasOwn(KINDS, name)) return KINDS[name];
  if (name.startsWith(ORGANIZATION)) return "organization";
  return name.startsWith(FOREST) ? "forest" : undefined;
}
