import type { HopSession } from "./hop-session";
import type { HopError } from "./send-failure";

/** Account at a smart host. */
export interface HopLogin {
  readonly username: string;
  readonly password: string;
  /** The password never leaves without TLS (BasicAuthRequireTLS). */
  readonly needsTls: boolean;
}

/**
 * Logs in with PLAIN or LOGIN, whichever the host offers.
 * @throws HopError with code EAUTH, never with the password in its text: mail without the login is not sent instead.
 */
export async function logIn(session: HopSession, { username, password, needsTls }: HopLogin): Promise<void> {
  if (needsTls && !session.secure) throw loginError("The login needs TLS, and the connection has none.");
  const offered = new Set((session.keywords.get("AUTH") ?? "").toUpperCase().split(" "));
  const method = ["PLAIN", "LOGIN"].find((name) => offered.has(name));
  if (method === undefined)
    throw loginError("The host offers no login with user name and password (AUTH PLAIN, LOGIN).");
  await new Promise<void>((resolve, reject) => {
    session.once("end", () => reject(loginError("The connection was closed during the login.")));
    session.login({ method, credentials: { user: username, pass: password } }, (error) => {
      if (error) reject(loginError(withoutSecret(error as HopError, { username, password })));
      else resolve();
    });
  });
}

/** A fault of the login: the route's, until somebody sees to it. */
export function loginError(message: string): HopError {
  return Object.assign(new Error(message), { code: "EAUTH" });
}

// A host may repeat what it was told in its reply.
function withoutSecret(
  { response, message }: HopError,
  { username, password }: { readonly username: string; readonly password: string },
): string {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const secrets = [base64(`\0${username}\0${password}`), base64(password), password];
  return secrets.reduce((text, secret) => text.replaceAll(secret, "***"), response ?? message);
}
