import { InvalidArgumentError } from "commander";

const UNITS = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** How long something may not have been used. */
export interface UsageWindow {
  /** As it was written: `90d`. */
  readonly text: string;
  readonly milliseconds: number;
}

/** Reads `90d`, `36h` or `12w`. @throws InvalidArgumentError */
export function readUsageWindow(text: string): UsageWindow {
  const [, count, unit] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  const milliseconds = Number(count) * UNITS[unit as keyof typeof UNITS];
  if (milliseconds > 0) return { text, milliseconds };
  throw new InvalidArgumentError("Write hours, days or weeks such as 36h, 90d or 12w.");
}
