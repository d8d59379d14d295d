import type { RelayRule } from "./rule";
import { CEILING } from "./rules/ceiling";
import { EXTERNALLY_SECURED_SINGLE_HOSTS } from "./rules/externally-secured-single-hosts";
import { NO_MIXED_RELAY_METHODS } from "./rules/no-mixed-relay-methods";
import { NO_NEW_ACCESS } from "./rules/no-new-access";
import { NO_OPEN_RELAY } from "./rules/no-open-relay";
import { NO_PLAINTEXT_PASSWORDS } from "./rules/no-plaintext-passwords";
import { NO_PUBLIC_ANONYMOUS_RELAY } from "./rules/no-public-anonymous-relay";
import { NO_SHADOWED_RANGES } from "./rules/no-shadowed-ranges";
import { RELAY_NEEDS_OWNER_AND_EXPIRY } from "./rules/relay-needs-owner-and-expiry";

/** Every rule of the pack, in the order in which they are documented. */
export const RULES = [
  NO_OPEN_RELAY,
  NO_PUBLIC_ANONYMOUS_RELAY,
  EXTERNALLY_SECURED_SINGLE_HOSTS,
  NO_NEW_ACCESS,
  CEILING,
  RELAY_NEEDS_OWNER_AND_EXPIRY,
  NO_PLAINTEXT_PASSWORDS,
  NO_SHADOWED_RANGES,
  NO_MIXED_RELAY_METHODS,
] as unknown as readonly RelayRule[];
