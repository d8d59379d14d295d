/** `line:column` of a place in a text, both from 1. */
export function lineAndColumn(text: string, index: number): string {
  const before = text.slice(0, index);
  return `${before.split("\n").length}:${index - before.lastIndexOf("\n")}`;
}
