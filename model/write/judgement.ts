import type { RecordedState } from "./recorded-object";
import type { WriteEvent } from "./write-event";
import type { AcceptedWrite, RefusedWrite } from "./write-result";

/** An accepted write with the state after it and what the audit has to say about it, or the refusal. */
export type Judgement =
  | {
      readonly ok: true;
      readonly write: AcceptedWrite;
      readonly next: RecordedState;
      readonly events: readonly WriteEvent[];
    }
  | RefusedWrite;
