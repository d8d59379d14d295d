import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { CommandError } from "../../command-error";
import { EXIT } from "../../exit-codes";

const FORMAT_VERSION = 1;
const FINGERPRINT = /^[0-9a-f]{64}$/;

/** Remembers which drift was told, in a file if one is given, so that a restart does not tell it again. */
export class ToldDrift {
  private constructor(
    private readonly file: string | null,
    private told: ReadonlySet<string>,
  ) {}

  /** @param file Null: in memory alone. @throws CommandError (usage) when the file is something else */
  static open(file: string | null): ToldDrift {
    const memory = new ToldDrift(file, file === null ? new Set() : read(file));
    memory.proveWritable();
    return memory;
  }

  has(fingerprint: string): boolean {
    return this.told.has(fingerprint);
  }

  add(fingerprint: string): void {
    this.write(new Set([...this.told, fingerprint]));
  }

  /** Forgets what is not there any more: when it comes back, it is told again. */
  keep(present: ReadonlySet<string>): void {
    const left = new Set([...this.told].filter((fingerprint) => present.has(fingerprint)));
    if (left.size < this.told.size) this.write(left);
  }

  private proveWritable(): void {
    try {
      this.write(this.told);
    } catch (error) {
      throw new CommandError(`${this.file ?? ""} cannot be written: ${(error as Error).message}.`, EXIT.usage);
    }
  }

  private write(told: ReadonlySet<string>): void {
    this.told = told;
    if (this.file === null) return;
    // Whole or not at all: a crash in between leaves the old file.
    const draft = `${this.file}.${process.pid}.new`;
    writeFileSync(draft, `${JSON.stringify({ formatVersion: FORMAT_VERSION, told: [...told] })}\n`, { mode: 0o600 });
    renameSync(draft, this.file);
  }
}

function read(file: string): ReadonlySet<string> {
  const text = readText(file);
  if (text === undefined) return new Set();
  const told = parse(text);
  if (told !== undefined) return new Set(told);
  throw new CommandError(
    `${file} is no memory of relayctl drift --watch. Name another file, or delete it.`,
    EXIT.usage,
  );
}

function parse(text: string): readonly string[] | undefined {
  try {
    const { formatVersion, told } = JSON.parse(text) as { readonly formatVersion?: unknown; readonly told?: unknown };
    const isList = Array.isArray(told) && told.every((one) => typeof one === "string" && FINGERPRINT.test(one));
    return formatVersion === FORMAT_VERSION && isList ? (told as readonly string[]) : undefined;
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}.`, EXIT.usage);
  }
}
