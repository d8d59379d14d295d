/** Where a text stops being JSON, and in what way; never any of the text itself, which may hold secrets. */
export interface JsonFault {
  readonly index: number;
  readonly what: string;
}

/** Finds what JSON.parse has refused, whose own messages show the text around it. */
export function findJsonFault(text: string): JsonFault {
  return new JsonScanner(text).findFault();
}

const SPACE = /[ \t\n\r]*/y;
// RFC 8259 §3 and §6.
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const CUT_OFF = "it ends in the middle of a value (was it cut off?)";

type Wanted = "value" | "value or ]" | "key" | "key or }" | ", or ]" | ", or }" | "end";

/** Has a stack of its own: however deep the nesting, it needs no more of the machine's. */
class JsonScanner {
  private readonly open: ("]" | "}")[] = [];
  private wanted: Wanted = "value";
  private index = 0;

  constructor(private readonly text: string) {}

  findFault(): JsonFault {
    for (;;) {
      this.skip(SPACE);
      const fault = this.step();
      if (fault !== undefined) return { index: this.index, what: this.index < this.text.length ? fault : CUT_OFF };
    }
  }

  /** Reads one token; what is wrong with it. */
  private step(): string | undefined {
    const { wanted } = this;
    if (wanted === "end") return "something follows after its end (one value is wanted, not one a line)";
    if (wanted.endsWith(this.here()) && this.open.at(-1) === this.here()) return this.close();
    if (wanted === ", or ]" || wanted === ", or }") return this.comma(wanted);
    return wanted.startsWith("key") ? this.key() : this.value();
  }

  private here(): string {
    return this.text[this.index] ?? "end of text";
  }

  private close(): undefined {
    this.open.pop();
    this.index += 1;
    this.endValue();
  }

  private endValue(): undefined {
    const closing = this.open.at(-1);
    this.wanted = closing === undefined ? "end" : `, or ${closing}`;
  }

  private comma(wanted: ", or ]" | ", or }"): string | undefined {
    if (this.here() !== ",") return `${wanted} belongs here`;
    this.index += 1;
    this.wanted = wanted === ", or ]" ? "value" : "key";
    return undefined;
  }

  private key(): string | undefined {
    if (this.here() !== '"') return "a property name in quotes belongs here";
    const fault = this.quoted();
    if (fault !== undefined) return fault;
    this.skip(SPACE);
    if (this.here() !== ":") return ": belongs here";
    this.index += 1;
    this.wanted = "value";
    return undefined;
  }

  private value(): string | undefined {
    const here = this.here();
    if (here === "[" || here === "{") {
      this.open.push(here === "[" ? "]" : "}");
      this.index += 1;
      this.wanted = here === "[" ? "value or ]" : "key or }";
      return undefined;
    }
    const fault = here === '"' ? this.quoted() : this.skip(SCALAR) ? undefined : "this is no JSON value";
    return fault ?? this.endValue();
  }

  private quoted(): string | undefined {
    this.index += 1;
    for (; this.index < this.text.length; this.index += 1) {
      const code = this.text.charCodeAt(this.index);
      if (code === 0x22) {
        this.index += 1;
        return undefined;
      }
      if (code < 0x20) return "a control character or line end stands in a text without being escaped";
      if (code !== 0x5c) continue;
      if (!this.skip(ESCAPE)) return "this \\ begins no escape of JSON";
      this.index -= 1;
    }
    return CUT_OFF;
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.index;
    const found = pattern.test(this.text);
    if (found) this.index = pattern.lastIndex;
    return found;
  }
}
