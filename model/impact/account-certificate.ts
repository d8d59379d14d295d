import type { ConfigState } from "../stored-object";

type Users = ConfigState["relayUsers"];

// Collections never change in place.
const KNOWN = new WeakMap<Users, ReadonlyMap<string, string>>();

/** Fingerprint of a certificate that stands for the account (without regard to case); undefined when none does. */
export function certificateOf({ relayUsers }: ConfigState, username: string): string | undefined {
  const known = KNOWN.get(relayUsers) ?? certificatesOf(relayUsers);
  KNOWN.set(relayUsers, known);
  return known.get(username.toLowerCase());
}

function certificatesOf(users: Users): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { settings } of users.values()) {
    const [fingerprint] = settings.clientCertificates;
    if (fingerprint !== undefined) found.set(settings.username.toLowerCase(), fingerprint);
  }
  return found;
}
