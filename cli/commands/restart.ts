import { setTimeout as pause } from "node:timers/promises";
import { Command, InvalidArgumentError } from "commander";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { readDuration } from "../read-duration";

const EXAMPLES = `
Another process goes on in the host's place, from the program that is installed by now, and no client is refused.
When it cannot, the host goes on as it was, and its log says why.

Exit code 0: another process answers. 2: no host uses the directory. 3: it is the same process still.

Examples:
  relayctl restart --data-dir /var/lib/relay
  relayctl restart --data-dir /var/lib/relay --timeout 5m`;

interface RestartTexts {
  readonly dataDir: string;
  /** Milliseconds. */
  readonly timeout: number;
}

const POLL = 50;

/** `relayctl restart`: lets another process take over from a running host of this machine. */
export function restartCommand(): Command {
  return new Command("restart")
    .description("restart a host of this machine without refusing anybody")
    .option("--data-dir <dir>", "the directory that serve uses", process.env["RELAY_DATA_DIR"] ?? "relay-data")
    .option("--timeout <time>", "how long to wait for the other process, such as 60s or 5m", readTimeout, 60_000)
    .addHelpText("after", EXAMPLES)
    .action(restart);
}

function readTimeout(text: string): number {
  const timeout = readDuration(text, ["s", "m"]);
  if (timeout === undefined) throw new InvalidArgumentError("It is a time such as 60s or 5m.");
  return timeout;
}

async function restart({ dataDir, timeout }: RestartTexts): Promise<void> {
  // Only commands that open a data directory need the host and its native modules.
  const { runningHost } = await import("../../relay/main.js");
  const old = runningHost(dataDir);
  if (old === undefined) {
    throw new CommandError(`No host uses ${dataDir} on this machine: start one with relayctl serve.`, EXIT.usage);
  }
  if (!tell(old, "SIGUSR2")) throw new CommandError(`Process ${old}, the host, is another user's.`, EXIT.usage);
  const began = performance.now();
  while (performance.now() - began < timeout) {
    await pause(POLL);
    // The old process ends when the other one answers.
    if (tell(old, 0)) continue;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`process ${runningHost(dataDir) ?? "(ended)"} took over from ${old} after ${seconds} s\n`);
    return;
  }
  const message = `The host of ${dataDir} is process ${old} still, after ${timeout / 1000} s. Its log says why.`;
  throw new CommandError(message, EXIT.host);
}

/** Whether there is such a process, and this user may send it signals. */
function tell(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
