import type { ErrorCode } from "../error-catalogue";
import type { Failure } from "../failure";
import type { Kind, SettingsOf } from "../settings";

/** A rule between the inputs of one object of a kind other than ReceiveConnector (those are in CONSTRAINTS). */
export interface SettingsRule<K extends Kind> {
  readonly id: string;
  readonly code: ErrorCode;
  /** The rule is judged only when all of these are known. */
  readonly properties: readonly (keyof SettingsOf[K] & string)[];
  /** One sentence. */
  readonly rule: string;
  readonly source: string;
  /** Every one of `properties` is there. */
  judge(settings: SettingsOf[K]): readonly Failure[];
}
