const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

export type DurationUnit = keyof typeof UNITS;

/** Reads `90s`, `24h` or `12w` into milliseconds; undefined: it is none, or in a unit that is not wanted. */
export function readDuration(text: string, units: readonly DurationUnit[]): number | undefined {
  const [, count, unit] = /^(\d{1,5})([smhdw])$/.exec(text) ?? [];
  const known = units.find((one) => one === unit);
  return known === undefined ? undefined : Number(count) * UNITS[known];
}
