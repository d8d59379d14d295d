const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long, to people: `3 minutes`, `2 days`. */
export function durationText(seconds: number): string {
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  const [name, size] = unit ?? ["second", 1];
  const count = Math.floor(Math.abs(seconds) / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
