/** A time as RFC 5322 §3.3 writes it, in UTC: `Tue, 24 Nov 2026 07:00:00 +0000`. @param at Epoch milliseconds. */
export function internetDate(at: number): string {
  return new Date(at).toUTCString().replace("GMT", "+0000");
}
