import type { PromisedMessage, RecipientStates } from "./message-promise";
import type { Trace } from "./trace";

/** What may be found of one message at a cut. */
export interface Expectation {
  readonly message: PromisedMessage;
  /** It may be away. */
  readonly mayBeAbsent: boolean;
  /** States of its recipients that may be found, if it is there; none: it must not be there. */
  readonly states: readonly RecipientStates[];
}

interface Known {
  readonly message: PromisedMessage;
  readonly versions: RecipientStates[];
  /** The oldest version that may still be found; -1: not even the first must be there. */
  oldest: number;
}

/** What may be found at a cut, by queue id. Nothing else may. */
export function expectationsAt(trace: Trace, cut: number): ReadonlyMap<string, Expectation> {
  const known = new Map<string, Known>();
  for (const event of trace.slice(0, cut)) if ("promise" in event) note(known, event.promise);
  return new Map([...known].map(([queueId, one]) => [queueId, expectationOf(one)]));
}

function note(known: Map<string, Known>, promise: Extract<Trace[number], { promise: unknown }>["promise"]): void {
  if (promise.kind === "begun") {
    const { message } = promise;
    known.set(message.queueId, { message, versions: [message.recipients.map(() => "queued//0")], oldest: -1 });
    return;
  }
  const one = known.get(promise.queueId);
  if (one === undefined) throw new Error(`The trace promises ${promise.queueId} before it is begun.`);
  if (promise.kind === "told") one.oldest = 0;
  else if (promise.kind === "may") one.versions.push(promise.states);
  else one.oldest = one.versions.length - 1;
}

function expectationOf({ message, versions, oldest }: Known): Expectation {
  const possible = versions.slice(Math.max(oldest, 0));
  const isAway = (states: RecipientStates): boolean =>
    states === "gone" || states.every((state) => state.startsWith("delivered"));
  return {
    message,
    mayBeAbsent: oldest < 0 || possible.some(isAway),
    states: possible.filter((states) => !isAway(states)),
  };
}
