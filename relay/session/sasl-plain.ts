export interface Login {
  readonly user: string;
  readonly password: string;
}

/**
 * Reads the message of SASL PLAIN (RFC 4616 §2): `[authzid] NUL authcid NUL passwd`. Acting for somebody else is not
 * offered: an authzid must be empty or the same as the authcid.
 */
export function readPlain(message: Buffer): Login | "malformed" | "foreign-identity" {
  const [authzid, user, password, ...more] = message.toString("utf8").split("\0");
  if (user === undefined || user === "" || password === undefined || more.length > 0) return "malformed";
  return authzid === "" || authzid === user ? { user, password } : "foreign-identity";
}
