import type { HeaderCollector } from "./header-collector";

export interface HeaderChanges {
  /** Indices of the collector's fields that the header firewall takes out. */
  readonly stripped: readonly number[];
  /** The host's own `Received` field. */
  readonly received: string;
  /** For a message without `Date` (RFC 6409 §8.1). */
  readonly date: string;
  /** For a message without `Message-ID` (RFC 6409 §8.2), with angle brackets. */
  readonly fallbackId: string;
}

export interface RewrittenHeader {
  /** The message so far, in order: header block and what came behind it. */
  readonly pieces: readonly Buffer[];
  /** With angle brackets; the fallback where the client's cannot be repeated in a reply. */
  readonly messageId: string;
}

const EMPTY_LINE = Buffer.from("\r\n");

/** Puts the host's own fields in front, takes the stripped ones out and leaves every other byte as it is. */
export function rewriteHeader(header: HeaderCollector, changes: HeaderChanges): RewrittenHeader {
  let added = changes.received;
  const idField = header.fields.find(({ kind }) => kind === "message-id");
  if (idField === undefined) added += `Message-ID: ${changes.fallbackId}\r\n`;
  if (!header.fields.some(({ kind }) => kind === "date")) added += `Date: ${changes.date}\r\n`;
  const messageId = idField === undefined ? undefined : repeatableId(header.read(idField).value);
  return {
    pieces: [Buffer.from(added, "latin1"), ...keptPieces(header, changes.stripped)],
    messageId: messageId ?? changes.fallbackId,
  };
}

function keptPieces(header: HeaderCollector, stripped: readonly number[]): readonly Buffer[] {
  if (stripped.length === 0 && !header.needsSeparator) return [header.gathered];
  const pieces: Buffer[] = [];
  let position = 0;
  for (const index of stripped) {
    const field = header.fields[index];
    if (field === undefined) continue;
    pieces.push(header.block.subarray(position, field.start));
    position = field.end;
  }
  pieces.push(header.block.subarray(position));
  if (header.needsSeparator) pieces.push(EMPTY_LINE);
  pieces.push(header.rest);
  return pieces.filter((piece) => piece.length > 0);
}

// A reply line holds 512 octets (RFC 5321 §4.5.3.1.5), and nothing of a client's that could end it.
function repeatableId(value: string): string | undefined {
  const id = value.trim();
  return /^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/.test(id) ? id : undefined;
}
