import { availableParallelism } from "node:os";
import type { CredentialsOutcome, Snapshot } from "../../model";
import { AccountVerifier } from "./account-verifier";
import { createBoundedWork, TooMuchWork } from "./bounded-work";
import type { Directory, DirectoryAccount } from "./directory";
import { DirectoryVerifier } from "./directory-verifier";
import { type Attempt, createFailureThrottle, type FailureThrottle } from "./failure-throttle";
import type { IdentityLog } from "./identity-log";
import { createSuccessCache } from "./success-cache";

/** Checks a login of a client address. Never throws; takes as long for names that do not exist. */
export type CredentialVerifier = (username: string, password: string, client: string) => Promise<CredentialsOutcome>;

export interface CredentialVerifierParts {
  readonly currentSnapshot: () => Snapshot;
  /** argon2id PHC strings that an account may log in with now (epoch milliseconds), the present password's first. */
  readonly passwordHashes: (userId: string, now: number) => Promise<readonly string[]>;
  /** Asked for names that are no RelayUser's; null: nobody else can log in. */
  readonly directory: Directory | null;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly log: IdentityLog;
}

const MINUTE = 60_000;

// The thread pool of Node has four threads, and the spool's files need some of them at all times; and a flood of logins
// must leave half of the processors to those who send.
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() >> 1));
const HASHING = { atOnce: AT_ONCE, waiting: 66 - AT_ONCE };
const DIRECTORY = { atOnce: 4, waiting: 64 };
/** A directory does not say when an account changes, so its answers are believed for a short while only. */
const DIRECTORY_MEMORY = { lifetime: MINUTE, maxEntries: 10_000 };
const ACCOUNT_MEMORY = { lifetime: 10 * MINUTE, maxEntries: 10_000 };
const THROTTLE = { failures: 10, window: MINUTE, maxEntries: 10_000 };

/**
 * Checks logins for the session layer: RelayUsers first, then the directory. What was proved lately needs no second proof;
 * everything else waits its turn, and floods are turned away as a temporary failure.
 */
export function createCredentialVerifier(parts: CredentialVerifierParts): CredentialVerifier {
  const { clock, log } = parts;
  const accounts = new AccountVerifier({
    ...parts,
    cache: createSuccessCache({ ...ACCOUNT_MEMORY, clock }),
    work: createBoundedWork(HASHING),
  });
  const directory = directoryVerifier(parts);
  const throttle = createFailureThrottle({ ...THROTTLE, clock });
  const report = reportSeldom(log, clock);
  return (username, password, client) =>
    unlessFailing(report, async () => {
      const user = parts.currentSnapshot().users.byName(username);
      const name = user === undefined ? directory?.nameFor(username) : undefined;
      if (directory !== undefined && name !== undefined) {
        const known = directory.remembered(name, password);
        return known ?? guarded(throttle, { username: name, client }, () => directory.verify(name, password));
      }
      const known = user && (await accounts.remembered(user, password));
      return known ?? guarded(throttle, { username, client }, () => accounts.verify(user, password));
    });
}

function directoryVerifier(parts: CredentialVerifierParts): DirectoryVerifier | undefined {
  const { currentSnapshot, directory, clock } = parts;
  if (directory === null) return undefined;
  const cache = createSuccessCache<DirectoryAccount>({ ...DIRECTORY_MEMORY, clock });
  return new DirectoryVerifier({ currentSnapshot, directory, cache, work: createBoundedWork(DIRECTORY) });
}

type Check = () => Promise<CredentialsOutcome>;

async function guarded(throttle: FailureThrottle, attempt: Attempt, check: Check): Promise<CredentialsOutcome> {
  if (throttle.isThrottled(attempt)) return { outcome: "unavailable" };
  const outcome = await check();
  if (outcome.outcome === "bad") throttle.failed(attempt);
  return outcome;
}

async function unlessFailing(report: (error: unknown) => void, check: Check): Promise<CredentialsOutcome> {
  try {
    return await check();
  } catch (error) {
    report(error);
    return { outcome: "unavailable" };
  }
}

/** A flood of logins is none of lines in the log: one a second of each sort is enough to know. */
function reportSeldom(log: IdentityLog, clock: () => number): (error: unknown) => void {
  const quietUntil = { flood: 0, fault: 0 };
  return (error) => {
    const sort = error instanceof TooMuchWork ? "flood" : "fault";
    if (clock() < quietUntil[sort]) return;
    quietUntil[sort] = clock() + 1000;
    if (sort === "flood") log.warn({}, "too many logins at once: some were told to try again");
    else log.error({ err: error }, "a login cannot be checked");
  };
}
