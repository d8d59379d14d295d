import { hashPassword } from "../../../relay/identity";
import { LOGIN_KINDS, type LoginKind, loginKinds } from "./login-kinds";

export interface TimingResult {
  readonly inputs: number;
  /** Median milliseconds of a failed login, by kind. */
  readonly medians: Readonly<Record<string, number>>;
  /**
   * How often a failed login of a kind took longer than one of an account, of all pairs: 0.5 tells nothing, 0 and 1
   * everything.
   */
  readonly longer: Readonly<Record<string, number>>;
  /** Kinds that a stranger could tell from an account by 100 logins. */
  readonly told: readonly string[];
}

const KINDS = Object.keys(LOGIN_KINDS) as LoginKind[];
/** Of all pairs; with 200 rounds chance alone stays within 0.1 of a half. */
const TELLING = 0.15;

/** Fails to log in as everybody in turn, `rounds` times, in another order each time. */
export async function measureLogins(rounds: number): Promise<TimingResult> {
  const login = loginKinds([await hashPassword("right"), await hashPassword("former")]);
  const times = new Map<LoginKind, number[]>(KINDS.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < KINDS.length; place++) {
      const kind = KINDS[(place * 3 + round) % KINDS.length] as LoginKind;
      const began = performance.now();
      await login(kind, `wrong ${round}`);
      times.get(kind)?.push(performance.now() - began);
    }
  }
  const known = times.get("an account") ?? [];
  const each = <Value>(of: (values: readonly number[]) => Value) =>
    Object.fromEntries([...times].map(([kind, values]) => [kind, of(values)]));
  const longer = each((values) => Math.round(shareLonger(values, known) * 1000) / 1000);
  return {
    inputs: rounds * KINDS.length,
    medians: each((values) => Math.round(median(values) * 100) / 100),
    longer,
    told: Object.entries(longer).flatMap(([kind, share]) => (Math.abs(share - 0.5) > TELLING ? [kind] : [])),
  };
}

/** Mann and Whitney's U, as a share. */
function shareLonger(values: readonly number[], others: readonly number[]): number {
  let longer = 0;
  for (const value of values) for (const other of others) longer += value > other ? 1 : value === other ? 0.5 : 0;
  return longer / (values.length * others.length);
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
