import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { PulumiCli } from "./pulumi-cli";
import { ProviderError } from "./provider-error";

// Longer than all attempts of one request together (see connect.ts).
const WRITE_TIME_MS = 60_000;

/** What every write says about the Pulumi command it belongs to, so that a host can refuse one that comes too late. */
export interface RunStamp {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds after which the host must not take the write. */
  readonly deadline: number;
}

/** The Pulumi command as the provider's writes see it. */
export interface Run {
  /** @throws ProviderError when the Pulumi command has ended: nobody would record what the write did. */
  stampWrite(): RunStamp;
  readonly cli: PulumiCli;
}

/**
 * All provider processes of one Pulumi command (its preview, its update, explicit providers) are one run. Where the
 * command cannot be told, each process is a run of its own.
 */
export function createRun(cli: PulumiCli, startedAt: number): Run {
  const { identity } = cli;
  const id = identity === undefined ? randomUUID() : digest(`${hostname()}/${identity.pid}/${identity.startedAt}`);
  return {
    cli,
    stampWrite() {
      if (cli.isGone()) {
        throw new ProviderError("The Pulumi command that asked for this change has ended, so nothing was written.");
      }
      return { id, startedAt, deadline: Date.now() + WRITE_TIME_MS };
    },
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
