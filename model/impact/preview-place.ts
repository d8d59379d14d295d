import { parseProgramPlace, type ProgramPlace } from "../program-place";

const POSITION = /^project:\/\/\/(?<file>[^#]+)#(?<line>\d+)(?:,\d+)?$/;

/**
 * Line of the program that declares a resource: what the SDK said, else the first call in the engine's own trace that is
 * within the project and not in a library.
 */
export function previewPlace(state: Readonly<Record<string, unknown>>, declaredAt: unknown): ProgramPlace | undefined {
  const said = parseProgramPlace(declaredAt);
  if (said !== undefined) return said;
  const { stackTrace, sourcePosition } = state;
  const frames: readonly unknown[] = Array.isArray(stackTrace) ? stackTrace.slice(0, MOST_FRAMES) : [];
  for (const position of [sourcePosition, ...frames.map(positionOf)]) {
    const place = placeOf(position);
    if (place !== undefined) return place;
  }
  return undefined;
}

const MOST_FRAMES = 200;

function positionOf(frame: unknown): unknown {
  return typeof frame === "object" && frame !== null
    ? (frame as Readonly<Record<string, unknown>>)["sourcePosition"]
    : undefined;
}

function placeOf(position: unknown): ProgramPlace | undefined {
  const { file, line } = (typeof position === "string" && POSITION.exec(position)?.groups) || {};
  if (file === undefined || file.split("/").includes("node_modules")) return undefined;
  return parseProgramPlace(`${file}:${line}`);
}
