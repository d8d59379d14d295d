"use strict";

const OWN = "^(model|sdk|provider|client|relay|cli|policy)/";
const TEST = "(\\.test|-fixture)\\.ts$|^test/|^tools/|^bench/";

/** A folder may import only the named ones of ours. */
function only(folder, allowed, comment) {
  return {
    name: `${folder}-imports`,
    comment,
    severity: "error",
    from: { path: `^${folder}/`, pathNot: TEST },
    to: { path: OWN, pathNot: `^(${[folder, ...allowed].join("|")})/` },
  };
}

/** A library has one door. */
function door(library, folder, instead) {
  return {
    name: `${library}-only-in-${folder.replaceAll("/", "-")}`,
    comment: `${library} is used in ${folder} only: ${instead}`,
    severity: "error",
    from: { path: OWN, pathNot: [`^${folder}/`, TEST] },
    to: { path: `^node_modules/${library}/` },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    only("model", [], "The model is the vocabulary: pass what it needs as a value."),
    only("client", ["model"], "The client knows the control API and the model's types, nothing else."),
    only("sdk", ["model", "client"], "A program's SDK declares; logic belongs in the provider or the model."),
    only("provider", ["model", "client"], "The provider meets the host only through the control API: use client."),
    only("relay", ["model"], "The host meets the provider only through the control API."),
    only("policy", ["model", "client", "sdk"], "A policy rule asks the model, and the host only what is there."),
    only("cli", ["model", "client", "relay"], "Commands use client; only serve and init open a host."),
    {
      name: "cli-enters-relay-by-its-doors",
      comment: "A command may start a host or open its store through relay/main or relay/index, nothing deeper.",
      severity: "error",
      from: { path: "^cli/", pathNot: TEST },
      to: { path: "^relay/", pathNot: "^relay/(main|options|index|init-host)\\.ts$" },
    },
    {
      name: "only-host-builds",
      comment: "relay/host builds the parts and joins them; a part takes what it needs as a parameter.",
      severity: "error",
      from: { path: "^relay/", pathNot: ["^relay/(host/|main\\.ts$)", TEST] },
      to: { path: "^relay/(host/|main\\.ts$)" },
    },
    {
      name: "model-libraries",
      comment: "The model is pure: of others only ipaddr.js and tldts, and of Node the pure isIP and domainToASCII.",
      severity: "error",
      from: { path: "^model/", pathNot: TEST },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-peer", "core"], pathNot: "ipaddr\\.js|tldts|^(node:)?(net|url)$" },
    },
    door("smtp-server", "relay/session", "the rest of the host sees SmtpService"),
    door("nodemailer", "relay/delivery", "the rest of the host sees Delivery"),
    door("better-sqlite3", "relay/(store|spool|queue)", "the rest of the host sees ConfigStore and Spool"),
    door("kysely", "relay/store", "the rest of the host sees ConfigStore"),
    door("pg", "relay/(store|shared-spool)", "the rest of the host sees ConfigStore and Spool"),
    door("selfsigned", "relay/certificates", "the rest of the host sees CertificateStore"),
    {
      name: "certificates-imports",
      comment: "Certificates know files and TLS; who shows them, and when, is decided by those who ask.",
      severity: "error",
      from: { path: "^relay/certificates/", pathNot: TEST },
      to: { path: OWN, pathNot: "^(relay/certificates|model)/" },
    },
    door("@node-rs/argon2", "relay/identity", "the rest of the host is given hash and verify"),
    door("ldapts", "relay/identity", "the rest of the host sees Directory"),
    door("fastify", "relay/control-api", "the rest of the host sees ControlApi"),
    door("@pulumi/policy", "policy", "rules belong in the policy pack"),
    {
      name: "no-pulumi-on-a-host",
      comment: "A relay host installs without Pulumi.",
      severity: "error",
      from: { path: "^(model|client|relay|cli)/", pathNot: TEST },
      to: { path: "^node_modules/@pulumi/" },
    },
    {
      name: "no-circular",
      comment: "Two files that need each other are one concept, or hide a third.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-imports-tests",
      comment: "Share through tools/harness.",
      severity: "error",
      from: { path: OWN, pathNot: TEST },
      to: { path: TEST },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default"] },
  },
};
