import { type AuditHead, type Freeze, type RecordedState } from "../../model";
import { readAuditHead } from "./audit-table";
import type { ConfigEngine, Reader } from "./config-engine";
import type { SecretTable } from "./config-schema";
import { readFreeze } from "./freeze-record";
import { readIdentity, type StoreIdentity } from "./meta-table";
import { readSecrets } from "./secret-table";
import { readStackRuns, type StackRuns } from "./stack-run-table";
import { readState } from "./state-table";
import { readTokens, type StoredToken } from "./token-table";

/** What is in memory beside the store: it changes only after the store has. */
export interface Held extends StoreIdentity {
  readonly state: RecordedState;
  readonly auditHead: AuditHead;
  readonly tokens: readonly StoredToken[];
  readonly runs: StackRuns;
  readonly freeze: Freeze | null;
  /** Passwords by object, so that logins go on while a database is away; null: they are read from the file. */
  readonly secrets: ReadonlyMap<string, SecretTable> | null;
}

/** Reads everything. */
export async function readHeld(db: Reader, writers: ConfigEngine["writers"]): Promise<Held> {
  const identity = await readIdentity(db);
  return {
    ...identity,
    state: await readState(db, identity.createdAt),
    ...(await readBeside(db)),
    secrets: writers === "this-host" ? null : await readSecrets(db),
  };
}

/** What is small beside the objects, and read anew whenever anything has changed. */
export async function readBeside(db: Reader): Promise<Pick<Held, "auditHead" | "tokens" | "runs" | "freeze">> {
  return {
    auditHead: await readAuditHead(db),
    tokens: await readTokens(db),
    runs: await readStackRuns(db),
    freeze: await readFreeze(db),
  };
}
