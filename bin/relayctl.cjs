#!/usr/bin/env node
"use strict";

require("./check-node.cjs");
require("../dist/cli/main.js").main(process.argv);
