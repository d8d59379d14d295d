/**
 * A set of mail addresses that no rule of the configurations (and no name asked for) tells apart.
 * - `null`: the null sender; never a recipient.
 * - `address`: this one.
 * - `domain`: at exactly this domain, less `except`.
 * - `below`: at any depth below the domain, less `except`.
 * - `other`: every other one.
 * - `postmaster`: bare `<postmaster>`; never a sender.
 */
export type MailPattern =
  | { readonly kind: "null" }
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "domain"; readonly domain: string; readonly except: readonly string[] }
  | { readonly kind: "below"; readonly domain: string; readonly except: readonly string[] }
  | { readonly kind: "other"; readonly except: readonly string[] }
  | { readonly kind: "postmaster" };

/** One class with an address that stands for it. The classes of one analysis are disjoint and cover everything. */
export interface MailClass {
  readonly pattern: MailPattern;
  /** A member; "" for the null sender. */
  readonly example: string;
}
