import type { ProgramPlace } from "../program-place";

/** What a bearer token may do; each includes the ones before. */
export type Scope = "read" | "write" | "admin";

/** The bearer token that writes. */
export interface WriteActor {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly scopes: readonly Scope[];
  /** `organisation/project/*`: the only stacks the token may write for, and no writes by hand. Null: unbound. */
  readonly stackPattern: string | null;
}

/** The run of `pulumi up` that a write belongs to. Times are epoch milliseconds. */
export interface RunContext {
  readonly id: string;
  readonly startedAt: number;
  /** The write is refused when it comes later. */
  readonly deadline: number;
}

/** Circumstances of a write, for judgement and audit. */
export interface WriteContext {
  readonly actor: WriteActor;
  readonly run: RunContext | null;
  /** Version-control revision of the program. */
  readonly commit: string | null;
  readonly program: string | null;
  /** Where the program declares the object; absent: it did not say. */
  readonly declaredAt?: ProgramPlace | null;
  /** Why this must be written although the configuration is frozen; null or absent: it need not. */
  readonly breakGlass?: string | null;
  /** Where the request came from, as the host sees it; null or absent: from the host itself. */
  readonly address?: string | null;
  /** Epoch milliseconds. */
  readonly now: number;
}
