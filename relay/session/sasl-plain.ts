export interface Login {
  readonly user: string;
  readonly password: string;
}

/**
 * Reads the message of SASL PLAIN (RFC 4616 §2): `[authzid] NUL authcid NUL passwd`. Acting for somebody else is not
 * offered, so an authzid must be empty or the same as the authcid.
 */
export function readPlain(message: Buffer): Login | undefined {
  const [authzid, user, password, ...more] = message.toString("utf8").split("\0");
  if (user === undefined || password === undefined || more.length > 0) return undefined;
  if (user === "" || (authzid !== "" && authzid !== user)) return undefined;
  return { user, password };
}
