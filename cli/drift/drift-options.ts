import { Option } from "commander";
import { CommandError } from "../command-error";
import type { ConnectionTexts } from "../connection-options";
import { EXIT } from "../exit-codes";
import type { SourceForm } from "./read-source";

/** Texts of `relayctl drift`, as its flags give them. */
export interface DriftTexts extends ConnectionTexts {
  readonly output: "text" | "json" | "markdown";
  readonly state?: string;
  readonly preview?: string;
  readonly document?: string;
  readonly declaredOnly?: true;
}

export const OUTPUT = new Option("--output <format>", "how the result is shown")
  .choices(["text", "json", "markdown"])
  .default("text");

/** The one file that a host is to be compared with. @throws CommandError (usage) unless it is one */
export function sourceOf(
  file: string | undefined,
  texts: DriftTexts,
): { readonly file: string; readonly form: SourceForm } {
  const given = [
    { file, form: "any" },
    { file: texts.state, form: "state" },
    { file: texts.preview, form: "preview" },
    { file: texts.document, form: "document" },
  ] as const;
  const [one, ...others] = given.flatMap(({ file: path, form }) => (path === undefined ? [] : [{ file: path, form }]));
  if (one !== undefined && others.length === 0) return one;
  const message =
    one === undefined
      ? "Say what the host is to be compared with: a stack state, a preview or a config document; - reads stdin."
      : "Give one file: the host is compared with one state, preview or document at a time.";
  throw new CommandError(message, EXIT.usage);
}
