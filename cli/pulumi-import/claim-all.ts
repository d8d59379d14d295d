import { type ControlClient, dataOf, relayHeaders } from "../../client";
import { CommandError } from "../command-error";
import { explainError } from "../explain-error";
import { packageVersion } from "../package-version";
import type { PlannedResource } from "./plan-import";

/** A resource whose object the stack owns now. */
export interface ClaimedResource extends PlannedResource {
  readonly revision: number;
  /** Answered by the host this once. */
  readonly ownerToken: string;
}

/** Who becomes the owner, and why even while the configuration is frozen. */
export interface Claimant {
  readonly stack: string;
  readonly breakGlass?: string | undefined;
}

/**
 * Makes a stack the owner of every object, one after the other: each change of owner is an entry of the audit.
 * @throws CommandError; what was claimed until then can be claimed again
 */
export async function claimAll(
  client: ControlClient,
  resources: readonly PlannedResource[],
  claimant: Claimant,
): Promise<readonly ClaimedResource[]> {
  const claimed: ClaimedResource[] = [];
  for (const resource of resources) {
    try {
      claimed.push({ ...resource, ...(await claim(client, resource, claimant)) });
    } catch (error) {
      throw claimed.length === 0 ? error : interrupted(error, claimed.length);
    }
  }
  return claimed;
}

async function claim({ api }: ControlClient, { object, logicalId }: PlannedResource, claimant: Claimant) {
  const { stack, breakGlass } = claimant;
  const { kind, id, installation } = object;
  const headers = relayHeaders({
    installation: `${installation.id}.${installation.epoch}`,
    breakGlass,
    program: `relayctl ${packageVersion()}`,
  });
  const body = { stack, kind, id, logicalId };
  const { revision, ownerToken } = await dataOf(api.POST("/v1/objects/claims", { headers, body }));
  return { revision, ownerToken };
}

function interrupted(error: unknown, count: number): unknown {
  const explained = explainError(error);
  if (!(explained instanceof CommandError)) return error;
  const hint = `${count} objects were claimed before that, and no file was written: mend it, then say --reclaim as well.`;
  return new CommandError(`${explained.message}\n${hint}`, explained.exitCode);
}
