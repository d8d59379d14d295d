import { CONSTRAINTS, SETTINGS_RULES } from "../../model";
import { code, markdownTable } from "./markdown-table";

const INTRODUCTION = `# Rules between inputs

The same table serves \`check\` of the provider, the control API and the import. Every rule that is broken is
reported at once.`;

const JUDGED = {
  field: "when the value is read",
  settings: "on the object",
  host: "with the other connectors",
} as const;

/** The page of all rules between inputs, made from the tables that judge them. */
export function constraintsPage(): string {
  const sections = Object.entries(SETTINGS_RULES).filter(([, rules]) => rules.length > 0);
  return [INTRODUCTION, connectorSection(), ...sections.map(([kind, rules]) => ruleSection(kind, rules))].join("\n\n");
}

function connectorSection(): string {
  const rows = CONSTRAINTS.map(({ id, rule, properties, judgedBy, code: error, source }) => [
    id,
    rule,
    properties.map(code).join(", ") || "all numbers and time spans",
    JUDGED[judgedBy],
    code(error),
    source,
  ]);
  const head = ["Rule", "What holds", "Properties", "Judged", "Error", "Source"];
  return `## ReceiveConnector\n\n${markdownTable(head, rows)}`;
}

interface Rule {
  readonly id: string;
  readonly rule: string;
  readonly properties: readonly string[];
  readonly code: string;
  readonly source: string;
}

function ruleSection(kind: string, rules: readonly Rule[]): string {
  const rows = rules.map((rule) => [
    rule.id,
    rule.rule,
    rule.properties.map(code).join(", "),
    code(rule.code),
    rule.source,
  ]);
  return `## ${kind}\n\n${markdownTable(["Rule", "What holds", "Properties", "Error", "Source"], rows)}`;
}
