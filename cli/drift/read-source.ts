import { isPreview, parseConfigDocument } from "../../model";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { inputError } from "../explain-error";
import { fileName, readJson } from "../json/read-json";
import type { DeclaredSource } from "./declared";
import { declaredDocument } from "./declared-document";
import { declaredProgram } from "./declared-program";
import { isStackState, stackState } from "./stack-state";

/** What the user says that a file is; `any`: what it looks like. */
export type SourceForm = "any" | "state" | "preview" | "document";

/**
 * Reads what a host is to be compared with.
 * @param file Its path; `-` is stdin.
 * @throws CommandError (usage) that names file and place
 */
export function readSource(file: string, form: SourceForm): DeclaredSource {
  const json = readJson(file);
  const label = fileName(file);
  switch (form === "any" ? formOf(json) : form) {
    case "state":
      if (isStackState(json)) return stackState(json, label);
      throw noSource(label, "a stack state: write it with pulumi stack export");
    case "preview":
      return declaredProgram(json, label);
    case "document":
      return readDocument(json, label);
    case "any":
      throw noSource(
        label,
        "a stack state (pulumi stack export), a preview (pulumi preview --json --show-sames) or a config document (relayctl export)",
      );
  }
}

function formOf(json: unknown): SourceForm {
  if (isStackState(json)) return "state";
  if (isPreview(json)) return "preview";
  return typeof json === "object" && json !== null && "formatVersion" in json ? "document" : "any";
}

function readDocument(json: unknown, label: string): DeclaredSource {
  const parsed = parseConfigDocument(json);
  if (parsed.ok) return declaredDocument(parsed.value, label);
  throw new CommandError(`${label} is not a config document:\n${inputError(parsed.failures).message}`, EXIT.usage);
}

function noSource(label: string, wanted: string): CommandError {
  return new CommandError(`${label} is not ${wanted}.`, EXIT.usage);
}
