"use strict";

// Jest starts with what took longest the last time. Where nothing has run yet, as in CI, it goes by the size of files,
// and may keep a core idle at the end while a suite of a minute runs on the other.

const { createRequire } = require("node:module");

const fromJest = createRequire(require.resolve("jest"));
const { default: Sequencer } = fromJest("@jest/test-sequencer");

/** Suites of more than twenty seconds on two idle cores, the longest first. */
const LONGEST = [
  "test/acceptance/examples",
  "test/acceptance/no-difference",
  "test/acceptance/moves",
  "test/acceptance/observe-only",
  "test/acceptance/predicted",
  "test/crash/power-loss/power-loss",
  "test/attack/plans",
  "test/acceptance/rename",
  "test/acceptance/accounts",
  "test/acceptance/drift",
  "test/cli/drift-watch",
  "test/crash/spool-crash",
  "test/acceptance/drift-story",
  "test/acceptance/interrupted-up",
  "test/acceptance/adoption",
  "test/crash/host-crash",
  "test/provider/no-difference",
  "test/control-api/serve",
  "test/store-contract/config-postgres",
  "test/acceptance/lifecycle",
  "test/provider/provider-process",
  "test/package/packed-tarball",
  "test/spool-contract/shared-spool",
  "test/cli/host-commands",
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = [...super.sort(tests)];
    // The base class has looked up what each took.
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    return sorted.sort((one, other) => placeOf(one) - placeOf(other));
  }
};

function placeOf({ path }) {
  const place = LONGEST.findIndex((suite) => path.replaceAll("\\", "/").endsWith(`/${suite}.test.ts`));
  return place === -1 ? LONGEST.length : place;
}
