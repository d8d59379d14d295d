"use strict";

// Loaded by name from the state of every resource. Plain JavaScript that any Node.js can read: on an older one the
// compiled code would fail with words that help nobody.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  throw new Error(
    `pulumi-smtp-relay needs Node.js 22.19 or newer, and this is ${process.versions.node} (${process.execPath}). ` +
      "Put a newer node first on PATH and run pulumi again.",
  );
}

module.exports = require("../dist/provider");
