import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { isBounced, isDelivered } from "../queue";
import { ARRIVING } from "./body-files";
import type { SpoolEntry } from "./envelope";
import { segmentName, type SegmentDamage } from "./replay";
import { replayMessages } from "./replay-messages";

/**
 * What a check of a spool may find.
 * - `unfinished-segment`, `unfinished-body`: left by a crash; nobody was told that it is stored.
 * - `damaged-segment`: parts or all of it cannot be read: mail may be lost.
 * - `missing-body`, `damaged-body`: of a message that waits. `orphan-body`: of none.
 * - `unknown-file`: not ours.
 */
export type SpoolFindingKind =
  | "unfinished-segment"
  | "unfinished-body"
  | "damaged-segment"
  | "missing-body"
  | "damaged-body"
  | "orphan-body"
  | "unknown-file";

export interface SpoolFinding {
  readonly kind: SpoolFindingKind;
  /** Below the spool's directory. */
  readonly file: string;
  /** Whole sentence. */
  readonly message: string;
}

export interface SpoolCheck {
  /** Messages that wait, are held, or were given up a while ago. */
  readonly messages: number;
  readonly segments: number;
  readonly findings: readonly SpoolFinding[];
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Reads a whole spool that no host has open, and says what is wrong with it. Changes nothing. */
export async function checkSpool(directory: string): Promise<SpoolCheck> {
  const logDirectory = join(directory, "log");
  if (!existsSync(logDirectory)) return { messages: 0, segments: 0, findings: [] };
  const damages: SegmentDamage[] = [];
  const crcs = new Map<string, number | undefined>();
  let segments = 0;
  const { entries } = replayMessages({
    logDirectory,
    log: SILENT,
    onSegment: () => segments++,
    onDamage: (damage) => damages.push(damage),
    onEnvelope: ({ queueId, fileCrc }) => crcs.set(queueId, fileCrc),
  });
  const wanted = [...entries.values()].filter((entry) => !isDelivered(entry) || isBounced(entry));
  return {
    messages: wanted.length,
    segments,
    findings: [
      ...damages.map(damageFinding),
      ...strangers(directory, "log", (name) => /^\d{8,}\.log$/.test(name)),
      ...(await bodyFindings(directory, { wanted, crcs })),
    ],
  };
}

function damageFinding({ kind, segment, offset, bytes }: SegmentDamage): SpoolFinding {
  const file = join("log", segmentName(segment));
  const what: Readonly<Record<SegmentDamage["kind"], string>> = {
    unfinished: `Its last ${bytes} bytes are of a batch that a crash cut off; no client was told that it is stored.`,
    gap: `${bytes} bytes from ${offset} cannot be read, and there are good records behind them: mail may be lost.`,
    header: "Its header cannot be read; its records can.",
    unreadable: `None of its ${bytes} bytes can be read: mail may be lost.`,
  };
  return { kind: kind === "unfinished" ? "unfinished-segment" : "damaged-segment", file, message: what[kind] };
}

interface BodyFacts {
  readonly wanted: readonly SpoolEntry[];
  readonly crcs: ReadonlyMap<string, number | undefined>;
}

async function bodyFindings(directory: string, { wanted, crcs }: BodyFacts): Promise<readonly SpoolFinding[]> {
  const inFiles = wanted.filter(({ stored }) => stored.inFile);
  const findings: SpoolFinding[] = [];
  for (const { queueId, stored } of inFiles) {
    const finding = await bodyFinding(directory, { queueId, size: stored.size, crc: crcs.get(queueId) });
    if (finding !== undefined) findings.push(finding);
  }
  const needed = new Set(inFiles.map(({ queueId }) => queueId));
  return [...findings, ...bodiesOfNobody(directory, needed)];
}

interface ExpectedBody {
  readonly queueId: string;
  readonly size: number;
  readonly crc: number | undefined;
}

async function bodyFinding(directory: string, { queueId, size, crc }: ExpectedBody): Promise<SpoolFinding | undefined> {
  const file = join("bodies", queueId);
  const found = statSync(join(directory, file), { throwIfNoEntry: false })?.size;
  if (found === undefined)
    return { kind: "missing-body", file, message: `The body of message ${queueId} is not there.` };
  if (found !== size) {
    const message = `The body of message ${queueId} has ${found} bytes instead of ${size}.`;
    return { kind: "damaged-body", file, message };
  }
  if ((await crcOf(join(directory, file))) === crc) return undefined;
  return { kind: "damaged-body", file, message: `The body of message ${queueId} is not as it was written.` };
}

async function crcOf(path: string): Promise<number> {
  let crc = 0;
  for await (const chunk of createReadStream(path)) crc = crc32(chunk as Buffer, crc);
  return crc;
}

function bodiesOfNobody(directory: string, needed: ReadonlySet<string>): readonly SpoolFinding[] {
  if (!existsSync(join(directory, "bodies"))) return [];
  return readdirSync(join(directory, "bodies"))
    .filter((name) => !needed.has(name))
    .map((name): SpoolFinding => {
      const file = join("bodies", name);
      if (name.endsWith(ARRIVING)) {
        const message = "A message had not arrived whole; no client was told that it is stored.";
        return { kind: "unfinished-body", file, message };
      }
      return { kind: "orphan-body", file, message: "No message has this body: it is gone, or its envelope is lost." };
    });
}

function strangers(directory: string, folder: string, isOurs: (name: string) => boolean): readonly SpoolFinding[] {
  return readdirSync(join(directory, folder))
    .filter((name) => !isOurs(name))
    .map((name) => ({ kind: "unknown-file", file: join(folder, name), message: "This file is not the spool's." }));
}
