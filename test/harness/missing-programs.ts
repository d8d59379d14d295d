import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";

/** Something a test needs and npm cannot bring. */
export interface MissingProgram {
  readonly program: string;
  /** What nobody tested in this run. */
  readonly untested: string;
  /** How to get it, or why it cannot be had. */
  readonly install: string;
}

/**
 * Says that a test could not do its work. In CI that is a failure; elsewhere the run ends with a list of all of them.
 *
 * @throws Error when `CI` is `true`.
 */
export function reportMissing(missing: MissingProgram): void {
  const line = `${missing.program} is missing: ${missing.untested} went untested (${missing.install})`;
  if (process.env["CI"] === "true") throw new Error(line);
  const list = process.env["RELAY_MISSING_LIST"];
  if (list) appendFileSync(list, `${line}\n`);
  else process.stderr.write(`${line}\n`);
}

/** Whether a program can be started; reports it when not. */
export function hasProgram(missing: MissingProgram): boolean {
  const found = spawnSync("sh", ["-c", `command -v "${missing.program}"`], { stdio: "ignore" }).status === 0;
  if (!found) reportMissing(missing);
  return found;
}
