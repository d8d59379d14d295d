import * as pulumi from "@pulumi/pulumi";
import { declareBroken } from "./broken";
import { declareKept } from "./kept";

// Which of the two programs it is.
if (new pulumi.Config().require("program") === "kept") declareKept();
else declareBroken();
