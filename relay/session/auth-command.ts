import { type CredentialsOutcome, decideAuth, decideAuthenticated, protocolRights } from "../../model";
import { type Login, readPlain } from "./sasl-plain";
import type { RelayConnection } from "./relay-connection";
import { type Answer, reject } from "./session-answer";

/** Octets of a line with its CRLF: what RFC 4954 §4 asks to take, and what it lets us refuse beyond. */
const MAX_AUTH_LINE = 12_288;

/** AUTH PLAIN and AUTH LOGIN (RFC 4954), with or without an initial response. */
export function authenticate(connection: RelayConnection, argument: string): Answer | Promise<Answer> {
  const { replies, policy } = connection;
  if (connection.hostNameAppearsAs === false) return reject(replies.helloFirst);
  const [mechanism = "", initial, ...more] = argument.trim().split(/ +/);
  if (mechanism === "" || more.length > 0) return reject(replies.parameterInvalid);
  const inTransaction = connection.transaction !== undefined;
  if (isTooLong(`AUTH ${argument}`)) return reject(replies.authLineTooLong);
  const decision = decideAuth(policy, { mechanism, secure: connection.secure, inTransaction });
  if (decision.action !== "accept") return decision;
  return mechanism.toUpperCase() === "PLAIN" ? plain(connection, initial) : login(connection, initial);
}

function plain(connection: RelayConnection, initial: string | undefined): Answer | Promise<Answer> {
  return withResponse(connection, { prompt: "", initial }, (response) => {
    const read = readPlain(response);
    if (read === "malformed") return reject(connection.replies.authUnreadable);
    if (read === "foreign-identity") return decideAuthenticated(connection.policy, { outcome: "bad" });
    return check(connection, { mechanism: "PLAIN", ...read });
  });
}

// The prompts are "Username:" and "Password:" in base64, as every client of this old mechanism expects.
function login(connection: RelayConnection, initial: string | undefined): Answer | Promise<Answer> {
  return withResponse(connection, { prompt: "VXNlcm5hbWU6", initial }, (user) =>
    withResponse(connection, { prompt: "UGFzc3dvcmQ6", initial: undefined }, (password) =>
      check(connection, {
        mechanism: "LOGIN",
        user: user.toString("utf8"),
        password: password.toString("utf8"),
      }),
    ),
  );
}

interface Question {
  readonly prompt: string;
  readonly initial: string | undefined;
}

type Use = (response: Buffer) => Answer | Promise<Answer>;

function withResponse(connection: RelayConnection, { prompt, initial }: Question, use: Use): Answer | Promise<Answer> {
  const { replies } = connection;
  const read = (line: string) => {
    if (line === "*") return reject(replies.authCancelled);
    if (isTooLong(line)) return reject(replies.authLineTooLong);
    const response = decodeBase64(line);
    return response === undefined ? reject(replies.authUnreadable) : use(response);
  };
  // RFC 4954 §4: "=" is an empty initial response.
  if (initial !== undefined) return read(initial === "=" ? "" : initial);
  connection.continuation = read;
  return { action: "accept", reply: { code: 334, enhancedCode: "", text: prompt } };
}

function isTooLong({ length }: string): boolean {
  return length + 2 > MAX_AUTH_LINE;
}

function decodeBase64(text: string): Buffer | undefined {
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, "base64") : undefined;
}

async function check(
  connection: RelayConnection,
  { mechanism, ...login }: Login & { readonly mechanism: "PLAIN" | "LOGIN" },
): Promise<Answer> {
  const result = await outcomeOf(connection, login);
  const decision = decideAuthenticated(connection.policy, result, connection.host.clock());
  const isRefused = result.outcome === "good" && decision.action !== "accept";
  connection.host.watch.authenticated(mechanism, isRefused ? "not-allowed" : result.outcome);
  if (decision.action === "accept" && decision.policy !== undefined) {
    connection.policy = decision.policy;
    connection.protocol?.write("*", protocolRights(decision.policy.rights.granted), "Set Session Permissions");
  }
  return decision;
}

async function outcomeOf(connection: RelayConnection, { user, password }: Login): Promise<CredentialsOutcome> {
  try {
    return (await connection.host.verifyCredentials(user, password, connection.policy.client)) ?? { outcome: "bad" };
  } catch (error) {
    connection.host.log.error({ session: connection.id, err: error }, "credentials cannot be checked");
    return { outcome: "unavailable" };
  }
}
