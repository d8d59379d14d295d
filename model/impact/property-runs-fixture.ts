/** How many cases a property of impact is tried on: more in `npm run nightly`. */
export const PROPERTY_RUNS = Number(process.env.RELAY_PROPERTY_RUNS ?? 500);
