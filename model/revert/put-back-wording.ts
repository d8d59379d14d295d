import type { ErrorCode } from "../error-catalogue";

/** What is said of objects that are put back, by whoever does it. */
export interface PutBackWording {
  readonly refused: ErrorCode;
  readonly passwordGone: (label: string) => string;
  readonly observedLost: (label: string) => string;
  readonly comesBack: (label: string) => string;
}

/** Of a state that the audit tells. */
export const REVERT_WORDING: PutBackWording = {
  refused: "RELAY_REVERT_REFUSED",
  passwordGone: (label) =>
    `The password of ${label} is gone and is kept nowhere, so it could not log in at its smart hosts. Create it with its ` +
    `password first, then revert.`,
  observedLost: (label) =>
    `${label} was observed only at that revision, and what was enforced then is kept nowhere. Revert to a revision before ` +
    `or after it was observed.`,
  comesBack: (label) => `${label} comes back: a program that declares it needs adoptExisting.`,
};
