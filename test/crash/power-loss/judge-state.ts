import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeDirectory } from "../../../relay/spool/durable-names";
import { BodyFiles } from "../../../relay/spool/body-files";
import type { SpoolEntry, StoredEnvelope } from "../../../relay/spool/envelope";
import { recover } from "../../../relay/spool/recovery";
import { Segments } from "../../../relay/spool/segments";
import { ORIGIN, SILENT } from "../../delivery/delivery-house";
import type { Expectation } from "./expectations";

/**
 * Starts from a spool's directory as the host would, and says in words what is wrong with what is found; undefined:
 * every promise is kept and nothing is there that nobody sent.
 */
export async function judgeState(
  spoolDirectory: string,
  expectations: ReadonlyMap<string, Expectation>,
): Promise<string | undefined> {
  const logDirectory = join(spoolDirectory, "log");
  makeDirectory(logDirectory);
  const segments = new Segments(logDirectory);
  const bodies = new BodyFiles(join(spoolDirectory, "bodies"));
  const { entries } = recover({ logDirectory, segments, bodies, log: SILENT });
  try {
    return missing(entries, expectations) ?? (await firstFault(entries, { expectations, segments, spoolDirectory }));
  } finally {
    await segments.close();
  }
}

function missing(entries: readonly SpoolEntry[], expectations: ReadonlyMap<string, Expectation>): string | undefined {
  const found = new Set(entries.map(({ queueId }) => queueId));
  for (const [queueId, { mayBeAbsent }] of expectations) {
    if (!mayBeAbsent && !found.has(queueId)) return `${queueId} was promised and is lost`;
  }
  return undefined;
}

interface Surroundings {
  readonly expectations: ReadonlyMap<string, Expectation>;
  readonly segments: Segments;
  readonly spoolDirectory: string;
}

async function firstFault(entries: readonly SpoolEntry[], around: Surroundings): Promise<string | undefined> {
  for (const entry of entries) {
    const fault = await faultOf(entry, around);
    if (fault !== undefined) return `${entry.queueId} ${fault}`;
  }
  return undefined;
}

async function faultOf(entry: SpoolEntry, around: Surroundings): Promise<string | undefined> {
  const { queueId, recipients, stored } = entry;
  const expected = around.expectations.get(queueId);
  if (expected === undefined) return "was never sent";
  const states = recipients.map(({ status }) => `${status.state}/${status.holdReason ?? ""}/${status.attempts}`);
  if (!expected.states.some((one) => JSON.stringify(one) === JSON.stringify(states))) {
    return `is in states ${JSON.stringify(states)}, not in one of ${JSON.stringify(expected.states)}`;
  }
  const record = await around.segments.read(stored.place);
  if (record === undefined) return "cannot be read";
  const body = stored.inFile ? readFileSync(join(around.spoolDirectory, "bodies", queueId)) : record.body;
  if (createHash("sha256").update(body).digest("hex") !== expected.message.digest) return "has another body";
  return envelopeFault(JSON.parse(record.meta.toString()) as StoredEnvelope, expected);
}

function envelopeFault(envelope: StoredEnvelope, { message }: Expectation): string | undefined {
  const found = [envelope.sender, envelope.recipients, envelope.origin];
  const sent = [message.sender, message.recipients, ORIGIN];
  return JSON.stringify(found) === JSON.stringify(sent) ? undefined : `has another envelope: ${JSON.stringify(found)}`;
}
