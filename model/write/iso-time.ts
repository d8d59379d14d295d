/** Epoch milliseconds as RFC 3339 in UTC, for messages. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}
