/** The first `a.b.c` in a text, as numbers; undefined when there is none. */
function parseVersion(text) {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? found.slice(1, 4).map((part) => Number(part ?? 0)) : undefined;
}

/** Whether the first version in `text` is at least `oldest`. */
export function isAtLeast(text, oldest) {
  const found = parseVersion(text);
  const wanted = parseVersion(oldest);
  if (!found || !wanted) return false;
  const index = found.findIndex((part, position) => part !== wanted[position]);
  return index === -1 || found[index] > wanted[index];
}
