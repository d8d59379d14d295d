/** Whether the value, or anything inside it, is such a one. */
export function holdsValue(value: unknown, isSuch: (value: unknown) => boolean): boolean {
  if (isSuch(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((inner) => holdsValue(inner, isSuch));
}
