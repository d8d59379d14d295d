import { InvalidArgumentError } from "commander";
import { readDuration } from "../read-duration";

/** How long something may not have been used. */
export interface UsageWindow {
  /** As it was written: `90d`. */
  readonly text: string;
  readonly milliseconds: number;
}

/** Reads `90d`, `36h` or `12w`. @throws InvalidArgumentError */
export function readUsageWindow(text: string): UsageWindow {
  const milliseconds = readDuration(text, ["h", "d", "w"]) ?? 0;
  if (milliseconds > 0) return { text, milliseconds };
  throw new InvalidArgumentError("Write hours, days or weeks such as 36h, 90d or 12w.");
}
