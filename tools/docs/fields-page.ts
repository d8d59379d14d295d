import { EXTENDED_RIGHTS, FIELDS, type Field, type Kind, PRINCIPALS } from "../../model";
import { describeSchema } from "./describe-schema";
import { code, markdownTable } from "./markdown-table";

const INTRODUCTION = `# Inputs of every object

Names are the SDK's, the control API's and the config document's alike. Values from a closed list are read without
regard to case and stored as written here. A property that is left out, or null, has its default.`;

/** The page of all inputs, made from the field tables. */
export function fieldsPage(): string {
  const kinds = Object.keys(FIELDS) as Kind[];
  return [INTRODUCTION, ...kinds.map(kindSection), rightsSection(), principalsSection()].join("\n\n");
}

function kindSection(kind: Kind): string {
  const rows = Object.entries<Field<unknown>>(FIELDS[kind]).map(([name, field]) => [
    code(name),
    describeSchema(field.schema),
    field.default === undefined ? "required" : code(JSON.stringify(field.default)),
    field.doc + (field.onChange === "replace" ? " A change makes a new object." : ""),
    field.source,
  ]);
  return `## ${kind}\n\n${markdownTable(["Input", "Values", "Default", "Meaning", "Source"], rows)}`;
}

function rightsSection(): string {
  return `## Extended rights\n\n${EXTENDED_RIGHTS.map((right) => `- ${code(right)}`).join("\n")}`;
}

function principalsSection(): string {
  const rows = PRINCIPALS.map(({ name, sid }) => [code(name), sid === null ? "the domain's own" : code(sid)]);
  return `## Principals\n\n${markdownTable(["Name", "SID"], rows)}`;
}
