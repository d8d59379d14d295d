/** DSN parameters of MAIL (RFC 3461 §4.3, §4.4). */
export interface MessageDsn {
  readonly ret?: "FULL" | "HDRS";
  /** Envelope id in xtext, as it was sent. */
  readonly envid?: string;
}

export type NotifyWord = "NEVER" | "SUCCESS" | "FAILURE" | "DELAY";

/** DSN parameters of RCPT (RFC 3461 §4.1, §4.2). */
export interface RecipientDsn {
  /** `NEVER` alone, or one to three of the others. */
  readonly notify?: readonly NotifyWord[];
  /** `type;address` in xtext, as it was sent. */
  readonly orcpt?: string;
}

/** How the client says the content is encoded (RFC 6152, RFC 3030). */
export type BodyType = "7BIT" | "8BITMIME" | "BINARYMIME";
