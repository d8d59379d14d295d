/** Every error the product reports, once: problem documents, check failures, the docs page and exit codes come from here. */
export interface CatalogueEntry {
  readonly title: string;
  /** HTTP status when the control API answers with it. */
  readonly status: number;
  /** What to do about it, in general. */
  readonly remedy: string;
}

/** Keys are stable for ever; add, never rename. */
export const ERROR_CATALOGUE = {
  RELAY_ADDRESS_INVALID: {
    title: "Not an address or address range",
    status: 422,
    remedy: "Write an address, first-last, a CIDR block or address(mask), without leading zeros, zone or host bits.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;
