/**
 * A set of mail addresses that no rule of the configurations (and no name asked for) tells apart.
 * - `null`: the null sender; never a recipient.
 * - `address`: this one.
 * - `domain`: at exactly this domain, less `except`.
 * - `below`: at any depth below the domain, less `except`.
 * - `other`: every other one, less `except`; less `exceptKinds` where those are told apart too.
 * - `literal`: at an address literal, `user@[192.0.2.1]`; as recipients always refused.
 * - `single-label`: at a name of one label, less `except`.
 * - `postmaster`: bare `<postmaster>`; never a sender.
 */
export type MailPattern =
  | { readonly kind: "null" }
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "domain"; readonly domain: string; readonly except: readonly string[] }
  | { readonly kind: "below"; readonly domain: string; readonly except: readonly string[] }
  | {
      readonly kind: "other";
      readonly except: readonly string[];
      readonly exceptKinds?: readonly ("literal" | "single-label")[];
    }
  | { readonly kind: "literal" }
  | { readonly kind: "single-label"; readonly except: readonly string[] }
  | { readonly kind: "postmaster" };

/** One class with an address that stands for it. The classes of one box are disjoint. `except`: addresses, domains, `*.domain`. */
export interface MailClass {
  readonly pattern: MailPattern;
  /** A member; "" for the null sender. */
  readonly example: string;
}
