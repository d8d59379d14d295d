import type { Argument, Command, Option } from "commander";
import { createProgram } from "../../cli/command-tree";
import { code, markdownTable } from "./markdown-table";

const INTRODUCTION = `# relayctl

Exit codes, the same for every command:

${markdownTable(
  ["Code", "Meaning"],
  [
    ["0", "done, or nothing found"],
    ["1", "found: drift, a gate that is broken, an answer that is not the expected one"],
    ["2", "wrong usage or bad input; nothing was asked of a host, or nothing was made; or a gate cannot tell"],
    ["3", "the host cannot be reached, or refused the call"],
  ],
)}

Results go to stdout, everything else to stderr. \`--output json\` shows the answers of the control API as its OpenAPI
document (\`GET /v1/openapi.json\`) describes them; what is worked out here has a schema of its own beside this page:
[impact](impact.schema.json), [who-can](who-can.schema.json), [drift](drift.schema.json),
[explain](explanation.schema.json). Rule files have theirs:
[ceiling](ceiling.schema.json), [intent](intent.schema.json).`;

/** The page of all commands, made from the command tree itself. */
export function relayctlPage(): string {
  const program = createProgram();
  return [INTRODUCTION, ...program.commands.flatMap((command) => commandSections(command, "relayctl"))].join("\n\n");
}

function commandSections(command: Command, parent: string): readonly string[] {
  const path = `${parent} ${command.name()}`;
  const own = [`## ${path}`, sentence(command.description()), usageBlock(command, parent), ...details(command)];
  const children = command.commands.flatMap((child) => commandSections(child, path));
  return isOnlyAGroup(command) ? children : [own.join("\n\n"), ...children];
}

/** `relayctl queue` only holds commands; `relayctl freeze` does something itself and has options to say how. */
function isOnlyAGroup({ commands, options }: Command): boolean {
  return commands.length > 0 && options.length === 0;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function usageBlock(command: Command, parent: string): string {
  return fenced(`${parent} ${command.name()} ${command.usage()}`);
}

function details(command: Command): readonly string[] {
  const rows = [
    ...command.registeredArguments.map(argumentRow),
    ...command.options.filter(({ hidden }) => !hidden).map(optionRow),
  ];
  const table = rows.length === 0 ? [] : [markdownTable(["Argument", "Meaning"], rows)];
  const after = textAfterHelp(command);
  return after === "" ? table : [...table, fenced(after)];
}

function argumentRow(argument: Argument): readonly string[] {
  return [code(`<${argument.name()}${argument.variadic ? "..." : ""}>`), argument.description];
}

function optionRow({ flags, description, argChoices, defaultValue, envVar, mandatory }: Option): readonly string[] {
  const notes = [
    ...(mandatory && defaultValue === undefined ? ["required"] : []),
    ...(argChoices === undefined ? [] : [argChoices.join(", ")]),
    ...(defaultValue === undefined ? [] : [`default: ${String(defaultValue)}`]),
    ...(envVar === undefined ? [] : [`env: ${envVar}`]),
  ];
  return [code(flags), notes.length === 0 ? description : `${description} (${notes.join("; ")})`];
}

/** What `--help` says below the options. */
function textAfterHelp(command: Command): string {
  let all = "";
  command.configureOutput({ writeOut: (text) => (all += text) }).outputHelp();
  return all.slice(command.helpInformation().length).trim();
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.trim()}\n\`\`\``;
}
