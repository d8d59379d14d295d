import type { ControlClient } from "../../client";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import type { DeclaredSource } from "./declared";
import { enforcedState, readDriftHost } from "./drift-host";
import { driftReport, type DriftReport, type ReportParts } from "./drift-report";
import { findDrift } from "./find-drift";
import { meanings } from "./meanings";
import { traceChanges } from "./trace-changes";

/** Compares a source with a host, and asks the host who did what. @throws CommandError when it is of another host */
export async function compareHost(
  client: ControlClient,
  source: DeclaredSource,
  { undeclared, at }: Pick<ReportParts, "undeclared" | "at">,
): Promise<DriftReport> {
  const host = await readDriftHost(client);
  requireInstallation(source, host.installation, client.endpoint.url);
  const found = findDrift(source, host);
  const changes = await traceChanges(client, found.findings);
  const told = meanings(found.findings, await enforcedState(client, host), at);
  const parts = { source, host, endpoint: client.endpoint.url, found, changes, meanings: told };
  return driftReport({ ...parts, undeclared, at });
}

// Compared with another host, everything would have been deleted there.
function requireInstallation(
  { installation: known, label }: DeclaredSource,
  actual: { readonly id: string; readonly epoch: number },
  url: string,
): void {
  if (known === null || (known.id === actual.id && known.epoch === actual.epoch)) return;
  const why =
    known.id === actual.id
      ? `${url} was restored from a backup since (epoch ${actual.epoch}, not ${known.epoch})`
      : `${url} is installation ${actual.id}, not ${known.id}: another host, or a new data directory`;
  throw new CommandError(
    `${label} is not of this host: ${why}. Give the right --endpoint, or a newer state.`,
    EXIT.usage,
  );
}
