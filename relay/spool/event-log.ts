/** Where the host tells what happens: the part of pino that we use. */
export interface EventLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}
