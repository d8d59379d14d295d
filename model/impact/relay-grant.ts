import type { RelayAnswer } from "./relay-answer";
import type { RelayBox } from "./relay-box";
import type { RelayProbe } from "./relay-probe";

/** Who can: a set of probes that get one answer, and why. */
export interface RelayGrant {
  readonly box: RelayBox;
  /** Of the witness; every probe of the box has the same verdict, connector, deciding entry and effects. */
  readonly answer: RelayAnswer;
  readonly witness: RelayProbe;
}
