import fc from "fast-check";

/** Domains that configurations and probes speak about. */
export const DOMAINS = [
  "contoso.com",
  "crm.contoso.com",
  "a.crm.contoso.com",
  "fabrikam.com",
  "tailspin.example",
] as const;
/** Moments at which something may end; worlds are looked at at `NOW`. */
export const INSTANTS = ["2026-12-01T00:00:00Z", "2027-02-01T00:00:00Z"] as const;
/** Between the two instants, epoch milliseconds. */
export const NOW = Date.parse("2027-01-01T00:00:00Z");

const LOCAL_PARTS = ["crm", "erp"] as const;

export const randomDomain = fc.constantFrom(...DOMAINS);
export const randomInstant = fc.constantFrom(...INSTANTS);

/** A whole address, domain in lower case. */
export const randomAddress = fc
  .tuple(fc.constantFrom(...LOCAL_PARTS), randomDomain)
  .map(([local, domain]) => `${local}@${domain}`);

/** `onlySenders`, `onlyRecipients`: addresses, domains, `*.domain`, and `<>` where it may be. */
export function randomScope({ nullSender }: { readonly nullSender: boolean }): fc.Arbitrary<readonly string[]> {
  const entry = fc.oneof(
    randomAddress,
    randomDomain,
    randomDomain.map((domain) => `*.${domain}`),
    ...(nullSender ? [fc.constant("<>")] : []),
  );
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 3 }).map((entries) => entries.toSorted());
}

/** A sender of a probe, "" is the null sender. */
export const randomSender = fc.oneof(
  { weight: 6, arbitrary: randomAddress },
  { weight: 1, arbitrary: fc.constantFrom("", "x@other.example") },
);

/** A recipient of a probe. */
export const randomRecipient = fc.oneof(
  { weight: 6, arbitrary: randomAddress },
  { weight: 1, arbitrary: fc.constantFrom("x@other.example", "postmaster") },
);
