import type { PulumiCli } from "./pulumi-cli";

const LOOK_EVERY_MS = 500;

/**
 * Ends the process once its Pulumi command is gone: a killed command leaves its provider processes behind, with requests
 * that wait for their next attempt, and nobody would record what those do.
 */
export function endWithPulumi(cli: PulumiCli, end: () => void): void {
  const timer = setInterval(() => {
    if (!cli.isGone()) return;
    clearInterval(timer);
    end();
  }, LOOK_EVERY_MS).unref();
}
