import * as pulumi from "@pulumi/pulumi";

// Which of the two programs it is.
export = require(`./${new pulumi.Config().require("program")}`) as unknown;
