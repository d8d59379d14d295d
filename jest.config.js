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
  // The slow tests wait for other processes most of the time: a worker less than there are cores would be one on two.
  maxWorkers: 2,
  coverageProvider: "v8",
  testTimeout: 30_000,
};
