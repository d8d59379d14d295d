import { once } from "node:events";
import type { RelayOptions } from "../options";
import { StoreError } from "../store";
import { createLog } from "./create-log";
import { StartError } from "./start-error";
import { type RunningRelay, startRelay } from "./start-relay";

/** Runs a host until SIGTERM or SIGINT; SIGHUP reads its certificates again. Answers with the exit code: 0 after a clean stop, 2 when it cannot start as asked. */
export async function runRelay(options: RelayOptions): Promise<number> {
  const log = createLog(options);
  try {
    const relay = await startRelay(options, log);
    process.stdout.write(`${readyLine(relay)}\n`);
    const reload = () => void relay.reload();
    process.on("SIGHUP", reload);
    log.info({ signal: await stopSignal() }, "stopping");
    process.removeListener("SIGHUP", reload);
    await relay.stop();
    log.info({}, "stopped");
    return 0;
  } catch (error) {
    if (!(error instanceof StartError || error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message} (${error.code})\n`);
    return 2;
  }
}

/** The first signal to stop; a second one ends the process at once, as the system does by itself. */
async function stopSignal(): Promise<NodeJS.Signals> {
  const others = new AbortController();
  const signals: readonly NodeJS.Signals[] = ["SIGTERM", "SIGINT"];
  const first = await Promise.race(signals.map((name) => once(process, name, others).then(() => name)));
  others.abort();
  return first;
}

function readyLine({ apiUrl, smtp, adminTokenFile }: RunningRelay): string {
  const token = adminTokenFile === null ? "" : ` admin-token=${adminTokenFile}`;
  return `ready api=${apiUrl} smtp=${smtp().join(",") || "none"}${token}`;
}
