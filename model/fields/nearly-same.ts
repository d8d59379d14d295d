/** Whether two words differ by one letter left out, put in, changed or swapped with its neighbour; case does not count. */
export function isNearlySame(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  const start = commonStart(a, b);
  const rest = (word: string, from: number) => word.slice(start + from);
  return (
    rest(a, 1) === rest(b, 1) ||
    rest(a, 1) === rest(b, 0) ||
    rest(a, 0) === rest(b, 1) ||
    (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2))
  );
}

function commonStart(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}
