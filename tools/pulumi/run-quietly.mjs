import { spawnSync } from "node:child_process";

/** What a program prints, trimmed; undefined when it is absent or fails. */
export function outputOf(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: "utf8", timeout: 60_000, ...options });
  return result.status === 0 ? result.stdout.trim() : undefined;
}
