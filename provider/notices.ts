/**
 * Lines for the user beside the engine's own output. The engine shows them under the stack, not under the resource, so
 * each names its resource.
 */
export interface Notices {
  /** Prints a line, once in the life of the process. */
  tell(resource: string, text: string): void;
}

export function createNotices(print: (line: string) => void): Notices {
  const told = new Set<string>();
  return {
    tell(resource, text) {
      const line = `${resource}: ${text}`;
      if (told.has(line)) return;
      told.add(line);
      print(line);
    },
  };
}
