/** A variable for a logical name: `crm-application` is `crmApplication`. Never twice, never a word of the language. */
export function variableName(logicalName: string, taken: Set<string>): string {
  const camel = logicalName.replace(/[^A-Za-z0-9]+([A-Za-z0-9])?/g, (_, next: string | undefined) =>
    (next ?? "").toUpperCase(),
  );
  const start = /^[A-Za-z]/.test(camel) ? camel : `connector${camel}`;
  const word = RESERVED.has(start) ? `${start}Connector` : start;
  let name = word;
  for (let count = 2; taken.has(name); count += 1) name = `${word}${count}`;
  taken.add(name);
  return name;
}

// ECMAScript §12.7.2, what strict and module code add, and the two names that the program has already.
const RESERVED: ReadonlySet<string> = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static " +
    "super switch this throw true try typeof var void while with yield arguments eval undefined relay"
  ).split(" "),
);
