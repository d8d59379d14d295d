/** Rules of the SARIF output: the kinds of rows, what else may change, and the gates. */
export const SARIF_RULES = {
  widened: { name: "Widened", text: "Somebody is allowed more than before.", level: "error" },
  narrowed: { name: "Narrowed", text: "Somebody is allowed less than before.", level: "note" },
  moved: { name: "Moved", text: "The same is allowed by another receive connector.", level: "note" },
  "side-effect": { name: "SideEffect", text: "Accepted mail is treated otherwise than before.", level: "warning" },
  route: { name: "Route", text: "Mail of some domains leaves by another way.", level: "note" },
  "trusted-proxies": {
    name: "TrustedProxies",
    text: "Other addresses may claim any client address.",
    level: "warning",
  },
  "clear-auth": { name: "ClearAuth", text: "Passwords may newly cross the network in clear.", level: "warning" },
  unknown: { name: "Unknown", text: "A value is not known before the update, and might relay.", level: "warning" },
  ceiling: { name: "Ceiling", text: "More is allowed than the ceiling file permits.", level: "error" },
  intent: { name: "Intent", text: "More changes than the intent file says.", level: "error" },
  "no-new-access": { name: "NoNewAccess", text: "Access is added where none may be.", level: "error" },
} as const;

export type SarifRule = keyof typeof SARIF_RULES;
