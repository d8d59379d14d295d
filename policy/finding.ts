/** One violation of a rule. */
export interface Finding {
  /** Resource that it is about; absent: the stack as a whole. */
  readonly urn?: string | undefined;
  /** Which value, and why that breaks the rule; whole sentences. */
  readonly message: string;
}
