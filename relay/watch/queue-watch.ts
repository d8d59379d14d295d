/** What an operator did to a message. */
export interface QueueOperation {
  readonly operation: "hold" | "release" | "retry" | "delete";
  readonly queueId: string;
  /** Name of the token that was used. */
  readonly tokenName: string;
}

/** What the queue tells of operators. */
export interface QueueWatch {
  operated(operation: QueueOperation): void;
}
