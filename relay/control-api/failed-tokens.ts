import { blockAround, formatIpRange, parseSocketAddress } from "../../model";

export interface FailedTokensOptions {
  /** Failed tokens of one source in a window before it has to wait. */
  readonly perSource: number;
  /** Failed tokens of all sources together before each has one try left. */
  readonly inAll: number;
  /** Milliseconds. */
  readonly window: number;
  /** Sources that are remembered; the one that began first is forgotten first. */
  readonly maxSources: number;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface GuessingRefused {
  /** Failed tokens that are too many, and whose. */
  readonly why: string;
  readonly retryAfterSeconds: number;
}

interface Count {
  readonly since: number;
  readonly failures: number;
}

/** Beyond this many times the limit of all, nobody has a try: so many sources are one attacker's. */
const FLOOD = 10;

/**
 * Bounds how many tokens can be guessed, by one source and by all together. A source is an address, or the /64 of an IPv6
 * client (RFC 6177). While somebody guesses from many places, everybody who has not failed yet still has a try.
 */
export class FailedTokens {
  private readonly sources = new Map<string, Count>();
  private all: Count = { since: 0, failures: 0 };

  constructor(private readonly options: FailedTokensOptions) {}

  /** Why an unknown token of this address is not even looked at; undefined: it is. */
  refusal(address: string): GuessingRefused | undefined {
    const { perSource, inAll } = this.options;
    const { failures } = this.current(this.all);
    const mine = this.current(this.sources.get(sourceOf(address)));
    if (mine.failures >= perSource) return this.refuse(`${perSource} failed tokens came from ${address}`, mine);
    const tries = failures < inAll ? perSource : failures < inAll * FLOOD ? 1 : 0;
    return mine.failures < tries ? undefined : this.refuse(`${inAll} failed tokens came from all sources`, this.all);
  }

  failed(address: string): void {
    const source = sourceOf(address);
    const mine = this.current(this.sources.get(source));
    this.sources.delete(source);
    if (this.sources.size >= this.options.maxSources) this.sources.delete(this.sources.keys().next().value as string);
    this.sources.set(source, { ...mine, failures: mine.failures + 1 });
    const all = this.current(this.all);
    this.all = { ...all, failures: all.failures + 1 };
  }

  private current(count: Count | undefined): Count {
    const now = this.options.clock();
    return count !== undefined && now - count.since < this.options.window ? count : { since: now, failures: 0 };
  }

  private refuse(what: string, { since }: Count): GuessingRefused {
    const left = since + this.options.window - this.options.clock();
    return { why: `More than ${what}`, retryAfterSeconds: Math.max(1, Math.ceil(left / 1000)) };
  }
}

function sourceOf(address: string): string {
  const parsed = parseSocketAddress(address);
  return parsed?.family === 6 ? formatIpRange(blockAround(parsed, 64)) : address;
}
