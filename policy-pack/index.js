"use strict";

// The pack as it comes: every rule at its default level. `--policy-pack-config` changes levels and values; for rules of
// your own beside these, write a pack of your own (docs/policy.md).
const { PolicyPack } = require("@pulumi/policy");
const { relayPolicies } = require("../dist/policy");

new PolicyPack("pulumi-smtp-relay", { policies: relayPolicies() });
