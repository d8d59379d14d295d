import { type CommandParameters, upperAscii } from "../../model";

/** A MAIL or RCPT command cut in its parts; what they mean is for the model to say. */
export interface AddressCommand {
  /** Text between `<` and `>`, as sent. */
  readonly address: string;
  /** Keywords in upper case. */
  readonly parameters: CommandParameters;
}

export type AddressCommandFault = "path" | "parameters";

const NO_PARAMETERS: CommandParameters = Object.freeze({});

/**
 * Cuts `FROM:<address> KEY=value ...` (RFC 5321 §4.1.2). A space after the colon is let pass, as Exchange does.
 * @param introducer `FROM:` or `TO:`.
 */
export function cutAddressCommand(argument: string, introducer: string): AddressCommand | AddressCommandFault {
  if (upperAscii(argument.slice(0, introducer.length)) !== introducer) return "path";
  let start = introducer.length;
  while (argument.charCodeAt(start) === 0x20) start++;
  if (argument[start] !== "<") return "path";
  const end = pathEnd(argument, start + 1);
  if (end < 0) return "path";
  const address = argument.slice(start + 1, end);
  const after = argument.slice(end + 1);
  if (after === "") return { address, parameters: NO_PARAMETERS };
  if (!after.startsWith(" ")) return "path";
  const parameters = cutParameters(after);
  return parameters === undefined ? "parameters" : { address, parameters };
}

// The first ">" outside a quoted string; a second "<" is no path.
function pathEnd(text: string, start: number): number {
  let isQuoted = false;
  for (let index = start; index < text.length; index++) {
    const char = text[index];
    if (isQuoted && char === "\\") index++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && char === ">") return index;
    else if (!isQuoted && char === "<") return -1;
  }
  return -1;
}

// A keyword given twice is refused (RFC 3461 §4), and so is one without a name.
function cutParameters(text: string): CommandParameters | undefined {
  const parameters: Record<string, string | true> = Object.create(null) as Record<string, string | true>;
  for (const word of text.split(" ")) {
    if (word === "") continue;
    const equals = word.indexOf("=");
    const keyword = upperAscii(equals < 0 ? word : word.slice(0, equals));
    if (keyword === "" || keyword in parameters) return undefined;
    parameters[keyword] = equals < 0 ? true : word.slice(equals + 1);
  }
  return parameters;
}
