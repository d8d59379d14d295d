import fc from "fast-check";
import { inAnyCase, laterInstant, noteOrNull } from "./random-texts";
import type { RandomValues } from "./random-values";
import { SURROUNDINGS } from "./surroundings";
import { alone, orNull } from "./wish";

const RIGHTS = [
  "ms-Exch-SMTP-Submit",
  "ms-Exch-SMTP-Accept-Any-Recipient",
  "ms-Exch-SMTP-Accept-Authoritative-Domain",
  "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender",
  "ms-Exch-Accept-Headers-Routing",
  "ms-Exch-Bypass-Anti-Spam",
] as const;

const principal = fc.oneof(
  inAnyCase("NT AUTHORITY\\ANONYMOUS LOGON", "NT AUTHORITY\\Authenticated Users", "MS Exchange\\Partner Servers"),
  inAnyCase("S-1-5-7", "CONTOSO\\Exchange Servers", "fabrikam\\ExchangeLegacyInterop"),
  inAnyCase(...SURROUNDINGS.groups),
);

/** Every input of a permission. */
export const RANDOM_CONNECTOR_PERMISSION: RandomValues<"ConnectorPermission"> = {
  connector: alone("connector", fc.constantFrom(...SURROUNDINGS.connectors)),
  principal: alone("principal", principal),
  access: alone("access", inAnyCase("Allow", "Deny")),
  extendedRights: alone("extendedRights", fc.array(inAnyCase(...RIGHTS), { minLength: 1, maxLength: 6 })),
  expiresAt: alone("expiresAt", orNull(laterInstant)),
  owner: alone("owner", noteOrNull),
  reason: alone("reason", noteOrNull),
  ticket: alone("ticket", noteOrNull),
};
