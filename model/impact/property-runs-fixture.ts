/** How many cases a property of impact is tried on: more in `npm run nightly`. */
export const PROPERTY_RUNS = Number(process.env.RELAY_PROPERTY_RUNS ?? 500);

/** Milliseconds that a property may take on a busy machine. */
export const PROPERTY_TIMEOUT = Math.max(120_000, PROPERTY_RUNS * 300);
