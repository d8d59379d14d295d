/** What wishes refer to; whoever uses them has these on the host. */
export const SURROUNDINGS = {
  /** Logical names or ids of two connectors, in the place of a permission's `connector`. */
  connectors: ["$connector", "$other-connector"],
  /** In the place of the name of a certificate that the host has. */
  certificate: "$certificate",
  acceptedDomain: "contoso.com",
  groups: ["Applications", "Services"],
} as const;
