/** What must or may be found of a message after the lights went out. */
export type MessagePromise =
  /** From here on the message may be there. */
  | { readonly kind: "begun"; readonly message: PromisedMessage }
  /** Its client was told 250: from here on it must be there. */
  | { readonly kind: "told"; readonly queueId: string }
  /** From here on its recipients may be in these states; all of them delivered, or `gone`: it may be away. */
  | { readonly kind: "may"; readonly queueId: string; readonly states: RecipientStates }
  /** The last of the states that may be, must be: somebody was told that it is written. */
  | { readonly kind: "must"; readonly queueId: string };

export interface PromisedMessage {
  readonly queueId: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  /** SHA-256 of the body. */
  readonly digest: string;
}

/** `state/hold reason/attempts` of each recipient. */
export type RecipientStates = readonly string[] | "gone";
