"use strict";

// Plain JavaScript that any Node reads: better-sqlite3 ends Node 20 with a segmentation fault instead of a message.
const NEEDED = [22, 19];

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(`pulumi-smtp-relay needs Node ${NEEDED.join(".")} or newer; this is ${process.version}.\n`);
  process.exit(2);
}
