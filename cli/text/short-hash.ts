// As git abbreviates commits; `--output json` has all of it.
const LENGTH = 12;

/** The beginning of a commit, or of the id of a run: enough to find it by. */
export function shortHash(hash: string): string {
  return hash.slice(0, LENGTH);
}
