import { type FSWatcher, watch } from "node:fs";

export interface FileWatchOptions {
  readonly directories: readonly string[];
  /** Something may have changed. */
  readonly onChange: () => void;
  /** Milliseconds between looks that nobody asked for: links and mounted files change without an event. */
  readonly pollInterval: number;
}

/** Milliseconds that a burst of events is given to end. */
const SETTLE = 100;

/** Says when files in some directories may have changed. It holds no process open. */
export class FileWatch {
  readonly #watchers: readonly FSWatcher[];
  readonly #poll: NodeJS.Timeout;
  #settling: NodeJS.Timeout | undefined;

  constructor({ directories, onChange, pollInterval }: FileWatchOptions) {
    const settle = () => {
      this.#settling ??= setTimeout(() => {
        this.#settling = undefined;
        onChange();
      }, SETTLE).unref();
    };
    this.#watchers = [...new Set(directories)].flatMap((directory) => watchDirectory(directory, settle) ?? []);
    this.#poll = setInterval(onChange, pollInterval).unref();
  }

  close(): void {
    clearInterval(this.#poll);
    clearTimeout(this.#settling);
    for (const watcher of this.#watchers) watcher.close();
  }
}

/** A directory that cannot be watched is still looked at every now and then. */
function watchDirectory(directory: string, onEvent: () => void): FSWatcher | undefined {
  try {
    return watch(directory, { persistent: false }, onEvent).on("error", () => undefined);
  } catch {
    return undefined;
  }
}
