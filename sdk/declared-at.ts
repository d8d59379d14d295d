import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { formatProgramPlace, parseProgramPlace } from "../model";

/** Folders that tell a program's own code from what it uses. */
export interface ProgramFolders {
  /** Where Pulumi.yaml is. */
  readonly root: string;
  /** Where this package's own classes are: a program in a checkout has them below its root. */
  readonly own: string;
}

// Enough for a constructor below a program's own classes and helpers.
const FRAMES = 64;
const FRAME = /^\s+at (?:async )?(?:.*? \()?(?<file>[^\s()].*):(?<line>\d+):\d+\)?$/;

/**
 * The line of the program that is constructing a resource, such as `index.ts:42`; undefined where the stack does not say.
 * Relative to the project's folder: nothing about the machine gets into state or onto a host.
 */
export function declaredAt(): string | undefined {
  const root = realPath(pulumi.getRootDirectory() || process.cwd());
  return placeInProgram(callStack(), { root, own: __dirname });
}

/** The first line of a stack trace that stands in the program itself. */
export function placeInProgram(stack: string, folders: ProgramFolders): string | undefined {
  for (const frame of stack.split("\n")) {
    const { file: spelt = "", line } = FRAME.exec(frame)?.groups ?? {};
    const file = withinProgram(pathOf(spelt), folders);
    const place = file === undefined ? undefined : parseProgramPlace(`${file}:${line}`);
    if (place !== undefined) return formatProgramPlace(place);
  }
  return undefined;
}

// A source map, where there is one, has been applied to the text by then: by ts-node, or by node itself.
function callStack(): string {
  const before = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = FRAMES;
    const stack: unknown = new Error("where").stack;
    return typeof stack === "string" ? stack : "";
  } finally {
    Error.stackTraceLimit = before;
  }
}

function withinProgram(path: string, { root, own }: ProgramFolders): string | undefined {
  if (!isAbsolute(path) || isBelow(own, path) || !isBelow(root, path)) return undefined;
  const parts = relative(root, path).split(sep);
  return parts.includes("node_modules") ? undefined : parts.join("/");
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function pathOf(spelt: string): string {
  if (!spelt.startsWith("file://")) return spelt;
  try {
    return fileURLToPath(spelt);
  } catch {
    return "";
  }
}

// Node names modules by their real path, a command line may not.
function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
