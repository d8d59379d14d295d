import type { IpRange } from "../ip-range";

/**
 * Names that a ceiling or an intent is written in: no class of an analysis is partly within one. Mail scopes are spelt as
 * in onlySenders: an address, a domain, `*.domain`, `<>`. Accounts are told one by one anyway.
 */
export interface NamedValues {
  /** No box has addresses both inside and outside one of these. */
  readonly addresses?: readonly IpRange[];
  readonly senders?: readonly string[];
  readonly recipients?: readonly string[];
}
