import { findProcess, isRunning, type ProcessIdentity } from "./process-identity";

const LAUNCHER = "pulumi-resource-pulumi-nodejs";

// A look through /proc takes microseconds, `ps` milliseconds.
const LOOK_EVERY_MS = process.platform === "linux" ? 0 : 1000;

/** The Pulumi command that this process works for. */
export interface PulumiCli {
  /** The same for every provider process of one command; undefined when the command cannot be told. */
  readonly identity: ProcessIdentity | undefined;
  /** True once it was there and is no more. A platform that cannot tell answers false. */
  isGone(): boolean;
}

/**
 * Finds the Pulumi command while it is certainly running. The engine starts a launcher script, which stays our parent
 * even when the engine is killed, so its death shows only in the engine's own process.
 */
export function findPulumiCli(parentPid: number): PulumiCli {
  const parent = findProcess(parentPid);
  const identity = parent?.command.includes(LAUNCHER) === true ? findProcess(parent.parentPid) : parent;
  let gone = false;
  let lookedAt = Date.now();
  return {
    identity,
    isGone() {
      if (identity === undefined || gone || Date.now() - lookedAt < LOOK_EVERY_MS) return gone;
      lookedAt = Date.now();
      gone = !isRunning(identity);
      return gone;
    },
  };
}
