"use strict";

// swc turns the few packages that ship ES modules only into CommonJS, as Node's own require does for the built code.
const esModulesOnly = [
  "cookie",
  "kysely",
  "typebox",
  "commander",
  "@fastify/type-provider-typebox",
  "openapi-fetch",
  "openapi-typescript-helpers",
];

/** @type {import("jest").Config} */
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.relay/"],
  transform: {
    "\\.[cm]?[jt]s$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2023",
          parser: { syntax: "typescript" },
          transform: { useDefineForClassFields: false },
        },
        module: { type: "commonjs" },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly.join("|")})/)`],
  testSequencer: "<rootDir>/tools/jest/longest-first.cjs",
  // For two cores: a third of the time of a slow test that runs no Pulumi is spent waiting.
  maxWorkers: 3,
  coverageProvider: "v8",
  testTimeout: 30_000,
};
