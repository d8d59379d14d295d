import { performance } from "node:perf_hooks";
import { snapshotOf } from "../model/snapshot-fixture";
import { createCredentialVerifier, hashPassword } from "../relay/identity";
import { median } from "./median";

/** Milliseconds of AUTH's password check: medians. */
export interface AuthMeasurement {
  /** A good password that was not seen lately: one argon2id. */
  readonly first: number;
  /** The same again within the time that successes are remembered. */
  readonly repeat: number;
  /** A wrong password, whoever it is for. */
  readonly wrong: number;
}

const ROUNDS = 20;
const REPEATS = 1000;

/** Measures what a login costs a host beside the conversation. */
export async function benchAuth(): Promise<AuthMeasurement> {
  const hash = await hashPassword("correct horse");
  const times = { first: [] as number[], repeat: [] as number[], wrong: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const login = loginAs("crm", hash);
    times.first.push(await timeOf(() => login("correct horse"), "good"));
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      times.repeat.push(await timeOf(() => login("correct horse"), "good"));
    }
    times.wrong.push(await timeOf(() => login("wrong"), "bad"));
  }
  return { first: median(times.first), repeat: median(times.repeat), wrong: median(times.wrong) };
}

export function formatAuth({ first, repeat, wrong }: AuthMeasurement): string {
  const ms = (value: number) => `${value.toPrecision(3)} ms`;
  return `AUTH with a good password: ${ms(first)}, repeats ${ms(repeat)} (wanted: < 1 ms); with a wrong one: ${ms(wrong)}`;
}

/** A host that has just started and knows one account. */
function loginAs(username: string, hash: string) {
  const made = snapshotOf({ relayUsers: [{ username }] });
  const user = made.users.byName(username);
  const users = { ...made.users, byName: () => user && { ...user, secretVersion: "1" } };
  const ignore = () => undefined;
  const verify = createCredentialVerifier({
    currentSnapshot: () => ({ ...made, users }),
    passwordHashes: () => Promise.resolve([hash]),
    directory: null,
    clock: Date.now,
    log: { info: ignore, warn: ignore, error: ignore },
  });
  return (password: string) => verify(username, password, "192.0.2.1");
}

async function timeOf(login: () => Promise<{ readonly outcome: string }>, expected: string): Promise<number> {
  const begun = performance.now();
  const { outcome } = await login();
  if (outcome !== expected) throw new Error(`AUTH was ${outcome}, not ${expected}`);
  return performance.now() - begun;
}
