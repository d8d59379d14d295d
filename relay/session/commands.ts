import { authenticate } from "./auth-command";
import { bdat } from "./bdat-command";
import type { CommandLine } from "./command-line";
import { data } from "./data-command";
import { mail, rcpt } from "./envelope-commands";
import { ehlo, helo } from "./hello-commands";
import type { RelayConnection } from "./relay-connection";
import { type Answer, accept, closeWith, reject } from "./session-answer";
import { startTls } from "./starttls-command";

type Outcome = Answer | undefined | Promise<Answer | undefined>;
export type Command = (connection: RelayConnection, argument: string) => Outcome;

/** Every command of this host. XCLIENT, XFORWARD and smtp-server's WIZ, SHELL and KILL are not among them. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["MAIL", mail],
  ["RCPT", rcpt],
  ["DATA", data],
  ["BDAT", bdat],
  ["EHLO", ehlo],
  ["HELO", helo],
  ["STARTTLS", startTls],
  ["AUTH", authenticate],
  ["RSET", rset],
  ["NOOP", (connection) => accept(connection.replies.ok)],
  ["QUIT", (connection) => closeWith(connection.replies.closing)],
  ["VRFY", vrfy],
  ["HELP", () => accept({ code: 214, enhancedCode: "2.0.0", text: "See RFC 5321" })],
]);

const HTTP_METHODS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "DELETE",
  "OPTIONS",
  "CONNECT",
  "TRACE",
]);
/** Commands that cost a client nothing and lead to no mail. */
const IDLE: ReadonlySet<string> = new Set(["NOOP", "RSET", "VRFY", "HELP", "EHLO", "HELO"]);
/** So many between two messages are nobody's who has mail to send (Postfix lets 100 pass). */
const MOST_IDLE = 1000;
const CONTROL = /\p{Cc}/u;

export function isCommand(verb: string): boolean {
  return COMMANDS.has(verb);
}

/** Runs one command line. Undefined: the command has answered by itself. */
export function runCommand(connection: RelayConnection, line: CommandLine): Outcome {
  const { replies } = connection;
  if (CONTROL.test(line.text))
    return reject({ code: 500, enhancedCode: "5.5.2", text: "Control character in command" });
  if (IDLE.has(line.verb) && ++connection.idleCommands > MOST_IDLE) return closeWith(replies.tooManyErrors);
  const command = COMMANDS.get(line.verb);
  if (command !== undefined) return command(connection, line.argument);
  // A browser that was talked into this port: its body must not be read as commands.
  if (HTTP_METHODS.has(line.verb) && / HTTP\/\d/i.test(line.argument)) return closeWith(replies.tooManyErrors);
  return reject(replies.commandUnknown);
}

function rset(connection: RelayConnection): Answer {
  connection._resetSession();
  return accept(connection.replies.ok);
}

/** RFC 5321 §4.5.1 wants the command, §7.3 lets it tell nothing. */
function vrfy(connection: RelayConnection, argument: string): Answer {
  return argument === ""
    ? reject(connection.replies.parameterInvalid)
    : accept({ code: 252, enhancedCode: "2.1.5", text: "Cannot VRFY user, but will accept message" });
}
