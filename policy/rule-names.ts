/** Rules of the pack, in the order in which the documentation has them. Part of every configuration: never renamed. */
export const RULE_NAMES = [
  "no-open-relay",
  "no-public-anonymous-relay",
  "externally-secured-single-hosts",
  "no-new-access",
  "ceiling",
  "relay-needs-owner-and-expiry",
  "no-plaintext-passwords",
  "no-shadowed-ranges",
  "no-mixed-relay-methods",
] as const;

export type RuleName = (typeof RULE_NAMES)[number];
