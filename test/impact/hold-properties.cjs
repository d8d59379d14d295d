"use strict";

// Ends with 1 when the completeness of impact does not hold in the model that is compiled in the folder given.
const { join } = require("node:path");

const [folder, runs] = process.argv.slice(2);
const fc = require("fast-check");
const { findFault, PROBES } = require(join(folder, "impact", "find-fault-fixture"));
const { RANDOM_PAIR } = require(join(folder, "impact", "random-worlds-fixture"));

const holds = fc.property(RANDOM_PAIR, PROBES, (pair, probes) => findFault(pair, probes) === undefined);
const { failed, numRuns } = fc.check(holds, { numRuns: Number(runs), seed: 42, endOnFailure: true });
process.stdout.write(`${failed ? "fails" : "holds"} after ${numRuns}\n`);
process.exit(failed ? 1 : 0);
