import { type Field, FIELDS, type Kind } from "../../model";
import { code, markdownTable } from "./markdown-table";
import { testsNaming, type WireTest } from "./wire-tests";

const INTRODUCTION = `# Exchange's parameters, and where each is proved

Every parameter is an argument of the SDK, is read and judged by \`check\` (and by the control API and the config
document, from the same table), and is enforced by the host: the last column names a test that shows it over the wire.
Parameters without a place here are on [the page of those that are not supported](not-supported.md), and are refused by
name. Notes for people (comment, owner, reason, ticket) have no effect on mail.`;

/** Inputs that people read and nothing enforces. */
const NOTES: ReadonlySet<string> = new Set(["comment", "owner", "reason", "ticket"]);

const KINDS: readonly Kind[] = ["ReceiveConnector", "SendConnector", "RelayUser", "RelayGroup", "TransportConfig"];

export interface ParameterRow {
  readonly kind: Kind;
  readonly input: string;
  /** As Exchange spells it, or the input's own name where the project made it. */
  readonly parameter: string;
  /** Null: none is needed. */
  readonly test: WireTest | undefined | null;
}

/** One row for every input that has a meaning of its own. */
export function parameterRows(tests: readonly WireTest[]): readonly ParameterRow[] {
  return KINDS.flatMap((kind) =>
    Object.entries<Field<unknown>>(FIELDS[kind]).map(([input, { source }]) => {
      const parameter = exchangeName(source) ?? input;
      const test = NOTES.has(input) ? null : nearestTest(kind, spellings(parameter, input), tests);
      return { kind, input, parameter, test };
    }),
  );
}

/** The page of all parameters with the tests that hold them. */
export function parametersPage(tests: readonly WireTest[]): string {
  const rows = parameterRows(tests);
  const sections = KINDS.map((kind) =>
    section(
      kind,
      rows.filter((row) => row.kind === kind),
    ),
  );
  return [INTRODUCTION, ...sections].join("\n\n");
}

function section(kind: Kind, rows: readonly ParameterRow[]): string {
  const cells = rows.map(({ input, parameter, test }) => [
    code(parameter),
    code(`${kind}Args.${input}`),
    "yes",
    test === null ? "a note" : test === undefined ? "" : `${code(test.file)}: ${test.title.replaceAll("|", "\\|")}`,
  ]);
  return `## ${kind}\n\n${markdownTable(["Parameter", "SDK", "check", "Enforced, by test"], cells)}`;
}

function exchangeName(source: string): string | undefined {
  return /^(?:New|Set)-\w+ -(\w+)/.exec(source)?.[1];
}

// As Exchange has it, as Exchange would have it, and as it is here, unless that is any word.
function spellings(parameter: string, input: string): readonly string[] {
  const ours = /[A-Z]/.test(input) ? [input] : [];
  return [parameter, input.charAt(0).toUpperCase() + input.slice(1), ...ours];
}

// Names such as Fqdn are parameters of both kinds of connector.
function nearestTest(kind: Kind, names: readonly string[], tests: readonly WireTest[]): WireTest | undefined {
  const folder = kind === "SendConnector" ? "test/delivery/" : "test/protocol/";
  const named = names.flatMap((name) => testsNaming(tests, name));
  return named.find(({ file }) => file.startsWith(folder)) ?? named[0];
}
