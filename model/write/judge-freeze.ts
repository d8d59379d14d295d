import { isoTime } from "./iso-time";
import type { WriteContext } from "./write-context";
import type { WriteProblem } from "./write-result";

/** Nobody writes configuration until it is over; mail, queue and tokens go on. */
export interface Freeze {
  readonly reason: string;
  /** Who froze it. */
  readonly tokenId: string;
  readonly tokenName: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Refuses a write while the configuration is frozen, unless an administrator breaks the glass. */
export function judgeFreeze(freeze: Freeze | null, { actor, breakGlass }: WriteContext): WriteProblem | undefined {
  if (freeze === null) return undefined;
  const frozen = `The configuration is frozen since ${isoTime(freeze.at)} by "${freeze.tokenName}": ${freeze.reason}`;
  if (breakGlass === undefined || breakGlass === null) {
    return { code: "RELAY_FROZEN", detail: `${frozen}. Nothing was changed.` };
  }
  if (actor.scopes.includes("admin")) return undefined;
  const scopes = actor.scopes.join(", ") || "none";
  const detail = `${frozen}. Breaking the glass needs the scope admin; the token "${actor.tokenName}" has ${scopes}.`;
  return { code: "RELAY_SCOPE_MISSING", detail };
}
