import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkSpool, repairSpool } from "../spool";
import { acquireHostLock, checkConfig, CONFIG_FILE, setSecretsAside } from "../store";
import { StartError } from "./start-error";

export interface DataDirFinding {
  /** What it is about, such as `orphan-body`. */
  readonly kind: string;
  /** Below the data directory. */
  readonly file: string;
  /** Whole sentence. */
  readonly message: string;
  /** `note`: as a crash may leave it, nothing is wrong. */
  readonly weight: "fault" | "note";
  /** What a repair did, as a whole sentence; null: nothing. */
  readonly repaired: string | null;
}

/** What one check found in its part of a data directory. */
export interface DataDirReport {
  readonly part: string;
  /** What is there, as one sentence. */
  readonly summary: string;
  readonly findings: readonly DataDirFinding[];
}

export interface CheckOptions {
  readonly dataDir: string;
  readonly repair: boolean;
  /** File of the key that sealed passwords are opened with; null: in the data directory. */
  readonly secretsKeyFile: string | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

type DataDirCheck = (options: CheckOptions) => Promise<DataDirReport>;

/** In the order in which they are told. Each repairs its own part, if asked to. */
const CHECKS: readonly DataDirCheck[] = [checkConfigOf, checkSpoolOf];

/**
 * Checks what a host keeps, while no host uses it; `repair` puts in order what can be, and deletes nothing.
 * @throws StartError when there is no such directory, StoreError when a host uses it
 */
export async function checkDataDir(options: CheckOptions): Promise<readonly DataDirReport[]> {
  const { dataDir } = options;
  // One of a backup has no lock before its first host, one of a host with a database no store.
  if (!["host.lock", CONFIG_FILE].some((name) => existsSync(join(dataDir, name)))) {
    const message = `There is no data directory of a relay host at ${dataDir}. Name the one that serve uses with --data-dir.`;
    throw new StartError("RELAY_OPTION_INVALID", message);
  }
  const lock = acquireHostLock(dataDir);
  try {
    const reports: DataDirReport[] = [];
    for (const check of CHECKS) reports.push(await check(options));
    return reports;
  } finally {
    lock.release();
  }
}

async function checkConfigOf({ dataDir, repair, secretsKeyFile, now }: CheckOptions): Promise<DataDirReport> {
  const { revision, objects, findings } = await checkConfig(dataDir, secretsKeyFile);
  const hasOrphans = findings.some(({ kind }) => kind === "orphan-secret");
  const aside = repair && hasOrphans ? setSecretsAside(dataDir, fileTime(now)) : null;
  return {
    part: "configuration",
    summary: revision === null ? "No config store can be read here." : `${objects} objects at revision ${revision}.`,
    findings: findings.map(({ kind, message }) => ({
      kind,
      message,
      file: CONFIG_FILE,
      weight: kind === "empty-declaration" ? "note" : "fault",
      repaired: kind === "orphan-secret" && aside !== null ? `It was moved to ${aside}.` : null,
    })),
  };
}

function fileTime(now: number): string {
  return new Date(now).toISOString().replaceAll(/[:.]/g, "-");
}

const NOTES: ReadonlySet<string> = new Set(["unfinished-segment", "unfinished-body", "unknown-file"]);

async function checkSpoolOf({ dataDir, repair, now }: CheckOptions): Promise<DataDirReport> {
  const directory = join(dataDir, "spool");
  const { messages, segments, findings } = await checkSpool(directory);
  const name = fileTime(now);
  const done = repair
    ? repairSpool(directory, { findings, name })
    : findings.map((finding) => ({ finding, done: null }));
  return {
    part: "spool",
    summary: `${messages} messages in ${segments} segments of the log.`,
    findings: done.map(({ finding, done: repaired }) => ({
      ...finding,
      file: join("spool", finding.file),
      weight: NOTES.has(finding.kind) ? "note" : "fault",
      repaired,
    })),
  };
}
