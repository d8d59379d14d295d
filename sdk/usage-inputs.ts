import type * as pulumi from "@pulumi/pulumi";
// Straight from its file: with the whole model a program would start later.
import { USAGE_PRESETS } from "../model/usage-presets";
import type { PresetConnectorArgs, ReceiveConnectorArgs } from "./receive-connector-args";

/** The settings of a declaration with its usage's presets under them: what the program says wins (exchange-model). */
export function usageInputs({ usage, ...args }: ReceiveConnectorArgs | PresetConnectorArgs): pulumi.Inputs {
  if (usage === undefined) return args;
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  return { ...USAGE_PRESETS[usage], ...Object.fromEntries(given) };
}
