import { internetDate } from "../../model";

/** Dates as RFC 5322 §3.3 writes them, in UTC. One spelling a second is made; the messages within it share it. */
export class TraceDates {
  private second = -1;
  private text = "";

  /** `Tue, 24 Nov 2026 07:00:00 +0000`. @param at Epoch milliseconds. */
  of(at: number): string {
    const second = Math.floor(at / 1000);
    if (second !== this.second) {
      this.second = second;
      this.text = internetDate(second * 1000);
    }
    return this.text;
  }
}
