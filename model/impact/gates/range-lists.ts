import { type IpRange } from "../../ip-range";

/** Questions about lists that are sorted, disjoint and merged; they cost one walk and make nothing. */

export function doRangesMeet(a: readonly IpRange[], b: readonly IpRange[]): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [x, y] = [a[i] as IpRange, b[j] as IpRange];
    if (isBefore(x, y)) i++;
    else if (isBefore(y, x)) j++;
    else return true;
  }
  return false;
}

/** Whether every address of the first is in the second. */
export function areRangesWithin(a: readonly IpRange[], b: readonly IpRange[]): boolean {
  let j = 0;
  return a.every((range) => {
    while (j < b.length && isBefore(b[j] as IpRange, range)) j++;
    const around = b[j];
    return (
      around !== undefined && around.family === range.family && around.first <= range.first && range.last <= around.last
    );
  });
}

function isBefore(a: IpRange, b: IpRange): boolean {
  return a.family === b.family ? a.last < b.first : a.family < b.family;
}
