import { upperAscii } from "../../model";

/** A command as it came, without its line end. */
export interface CommandLine {
  readonly text: string;
  /** In upper case, "" for an empty line. */
  readonly verb: string;
  /** What follows the verb and one space. */
  readonly argument: string;
  /** For the protocol log: without credentials. */
  readonly loggable: string;
}

/** Cuts a command line into verb and argument. Bytes beyond ASCII are read as UTF-8. */
export function cutLine(bytes: Buffer): CommandLine {
  const text = trimEnd(bytes.toString("utf8"));
  const space = text.indexOf(" ");
  const verb = upperAscii(space < 0 ? text : text.slice(0, space));
  const argument = space < 0 ? "" : text.slice(space + 1);
  return { text, verb, argument, loggable: verb.startsWith("AUTH") ? withoutCredentials(text) : text };
}

const MECHANISM =
  /^(?:PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|EXTERNAL|X?OAUTH2|OAUTHBEARER|SCRAM-SHA-(?:1|256))$/i;

// Only what is no secret for certain is shown: with a blank forgotten, or a tab for one, credentials are anywhere.
function withoutCredentials(text: string): string {
  const [verb = "", mechanism, ...more] = text.split(/\s+/);
  if (verb.toUpperCase() !== "AUTH") return "AUTH<authentication data>";
  if (mechanism === undefined) return verb;
  if (!MECHANISM.test(mechanism)) return `${verb} <authentication data>`;
  return more.length === 0 ? `${verb} ${mechanism}` : `${verb} ${mechanism} <authentication data>`;
}

// RFC 5321 §4.1.1: trailing white space should be tolerated.
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 0x20 || text.charCodeAt(end - 1) === 0x09)) end--;
  return end === text.length ? text : text.slice(0, end);
}
