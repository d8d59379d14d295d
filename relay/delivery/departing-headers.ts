import { Transform, pipeline, type Readable, type TransformCallback } from "node:stream";
import { headerRight } from "../../model";
import type { MessageContent } from "../spool";

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const COLON = 0x3a;
// Larger than any header block that a receive connector takes (MaxHeaderSize).
const LARGEST_HEADER = 8 * 1024 * 1024;

/** Tells by its name whether a header field stays; lower case or not. */
export type KeepsField = (name: string) => boolean;

/**
 * Header firewall on the way out (exchange-model §3.2, §5.1): without ms-Exch-Send-Headers-Routing the message leaves
 * without `Received` and `Resent-*`, this host's own included; without the other two, without
 * `X-MS-Exchange-Organization-*` and `X-MS-Exchange-Forest-*`. Undefined when every field stays.
 */
export function fieldFilterOf(extendedRights: readonly string[]): KeepsField | undefined {
  const rights = new Set(extendedRights);
  const isHeld = (accept: string): boolean => rights.has(accept.replace("-Accept-", "-Send-"));
  if (["Routing", "Organization", "Forest"].every((area) => isHeld(`ms-Exch-Accept-Headers-${area}`))) return undefined;
  return (name) => {
    const right = headerRight(name);
    return right === undefined || isHeld(right);
  };
}

/** The message as it leaves. `size` stays that of the stored body where fields are taken out of a stream. */
export function departing<Content extends Pick<MessageContent, "body" | "size">>(
  content: Content,
  keeps: KeepsField | undefined,
): Content {
  if (keeps === undefined) return content;
  const { body } = content;
  if (Buffer.isBuffer(body)) {
    const kept = withoutFields(body, keeps);
    return kept === body ? content : { ...content, body: kept, size: kept.length };
  }
  return { ...content, body: () => filtered(body(), keeps) };
}

function filtered(source: Readable, keeps: KeepsField): Readable {
  // A fault of the source ends the filter with it; whoever reads that hears of it.
  return pipeline(source, new FieldFilter(keeps), () => undefined);
}

/** The message without the fields that do not stay: the very same buffer when none goes. */
export function withoutFields(message: Buffer, keeps: KeepsField): Buffer {
  const pieces: Buffer[] = [];
  let keptFrom = 0;
  let isGone = false;
  for (let start = 0; start < message.length;) {
    const end = lineEnd(message, start);
    if (!isFolded(message, start)) {
      const nameEnd = fieldNameEnd(message, start, end);
      const isDropped = nameEnd > start && !keeps(message.toString("latin1", start, nameEnd));
      if (isDropped && !isGone) pieces.push(message.subarray(keptFrom, start));
      if (isGone && !isDropped) keptFrom = start;
      isGone = isDropped;
      if (nameEnd < 0) break;
    }
    start = end;
  }
  if (pieces.length === 0) return message;
  if (!isGone) pieces.push(message.subarray(keptFrom));
  return Buffer.concat(pieces);
}

/** The same for a stream: the header block is gathered, the body flows. */
export class FieldFilter extends Transform {
  readonly #keeps: KeepsField;
  readonly #gathered: Buffer[] = [];
  /** The last bytes before the next chunk: the empty line may lie across. */
  #seam: Buffer = Buffer.alloc(0);
  #size = 0;
  #isBody = false;

  constructor(keeps: KeepsField) {
    super();
    this.#keeps = keeps;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.#isBody) return done(null, chunk);
    this.#gathered.push(chunk);
    this.#size += chunk.length;
    // Only the new bytes are searched, and nothing is joined before the end: small pieces would cost their square.
    const news = Buffer.concat([this.#seam, chunk]);
    this.#seam = news.subarray(-3);
    if (!news.includes("\r\n\r\n") && this.#size < LARGEST_HEADER) return done();
    this.#isBody = true;
    done(null, withoutFields(Buffer.concat(this.#gathered.splice(0)), this.#keeps));
  }

  override _flush(done: TransformCallback): void {
    done(null, this.#isBody ? undefined : withoutFields(Buffer.concat(this.#gathered), this.#keeps));
  }
}

function lineEnd(message: Buffer, start: number): number {
  const lf = message.indexOf(LF, start);
  return lf < 0 ? message.length : lf + 1;
}

function isFolded(message: Buffer, start: number): boolean {
  return start > 0 && (message[start] === SPACE || message[start] === TAB);
}

/** -1 at the empty line, and at the first line that is no field: there the body begins. */
function fieldNameEnd(message: Buffer, start: number, end: number): number {
  if (message[start] === CR || message[start] === LF) return -1;
  const colon = message.indexOf(COLON, start);
  if (colon < 0 || colon >= end) return -1;
  let nameEnd = colon;
  // White space before the colon is the obsolete form (RFC 5322 §4.5), which a filter must see through.
  while (nameEnd > start && (message[nameEnd - 1] === SPACE || message[nameEnd - 1] === TAB)) nameEnd--;
  return nameEnd > start ? nameEnd : -1;
}
