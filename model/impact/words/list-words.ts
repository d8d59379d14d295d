/** Longest list that is told whole, for texts that must stay short. */
export const LONGEST_LIST = 6;

/** `a, b and 3 more`. */
export function listWords(items: readonly string[], most = LONGEST_LIST): string {
  const rest = items.length - most;
  return rest <= 0 ? items.join(", ") : `${items.slice(0, most).join(", ")} and ${rest} more`;
}
