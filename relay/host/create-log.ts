import { type Logger, pino } from "pino";
import type { RelayOptions } from "../options";
import { safeLogLine } from "./log-line";

/** JSON lines on stderr, written at once: the last line before an end is the one that matters. */
export function createLog({ logLevel }: Pick<RelayOptions, "logLevel">): Logger {
  const stderr = pino.destination({ fd: 2, sync: true });
  return pino(
    { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => void stderr.write(safeLogLine(line)) },
  );
}
