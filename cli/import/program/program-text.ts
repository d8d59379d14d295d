import { type ConfigDocument, type Field, FIELDS, type Kind } from "../../../model";
import type { PlannedResource } from "../../pulumi-import/plan-import";
import { type ReportLine, reportText } from "../import-report";
import { documentResources } from "./document-resources";
import { Code, commentLines, constructionLines, type SourceValue } from "./source-text";
import { variableName } from "./variable-name";

export interface ProgramOptions {
  /** Where it comes from: the first line says so. */
  readonly origin: string;
  readonly report: readonly ReportLine[];
}

/** The TypeScript of a program that declares a document, formatted as prettier formats it. */
export function programText(document: ConfigDocument, { origin, report }: ProgramOptions): string {
  const resources = documentResources(document);
  const variables = connectorVariables(resources);
  const head = [
    ...commentLines(
      `Made by relayctl from ${origin}. What could not be carried over stands beside its connector and in REPORT.txt.`,
    ),
    'import * as relay from "pulumi-smtp-relay";',
  ];
  const bySubject = new Map<string, ReportLine[]>();
  for (const line of report) bySubject.set(line.subject, [...(bySubject.get(line.subject) ?? []), line]);
  const blocks = inReadingOrder(resources).map((resource) => {
    const connector = resource.object.kind === "ReceiveConnector" ? connectorName(resource) : undefined;
    const said = connector === undefined ? [] : (bySubject.get(connector) ?? []);
    return [...said.flatMap(remark), ...resourceLines(resource, variables)];
  });
  return [head, ...blocks].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function remark(line: ReportLine): readonly string[] {
  return line.kind === "note" ? [] : commentLines(reportText(line));
}

function connectorName({ object }: PlannedResource): string {
  return (object.settings as { readonly name: string }).name;
}

/** Variables of the connectors that a permission names, by id. */
function connectorVariables(resources: readonly PlannedResource[]): ReadonlyMap<string, string> {
  const used = new Set(resources.flatMap((resource) => connectorId(resource) ?? []));
  const taken = new Set<string>();
  const connectors = resources.filter(({ object }) => object.kind === "ReceiveConnector" && used.has(object.id));
  return new Map(connectors.map(({ object, name }) => [object.id, variableName(name, taken)]));
}

function connectorId({ object }: PlannedResource): string | undefined {
  return object.kind === "ConnectorPermission"
    ? (object.settings as { readonly connector: string }).connector
    : undefined;
}

/** Domains, then each connector with its permissions behind it, then the rest. */
function inReadingOrder(resources: readonly PlannedResource[]): readonly PlannedResource[] {
  const of = (kind: Kind) => resources.filter(({ object }) => object.kind === kind);
  const permissions = new Map<string, PlannedResource[]>();
  for (const permission of of("ConnectorPermission")) {
    const id = connectorId(permission) ?? "";
    permissions.set(id, [...(permissions.get(id) ?? []), permission]);
  }
  const connectors = of("ReceiveConnector").flatMap((one) => [one, ...(permissions.get(one.object.id) ?? [])]);
  return [...of("AcceptedDomain"), ...connectors, ...of("SendConnector")];
}

function resourceLines(resource: PlannedResource, variables: ReadonlyMap<string, string>): readonly string[] {
  const { object, name } = resource;
  const variable = variables.get(object.id);
  const declared = variable === undefined ? "" : `const ${variable} = `;
  const id = connectorId(resource);
  const connector = id === undefined ? undefined : new Code(variables.get(id) ?? "");
  return constructionLines(`${declared}new relay.${object.kind}`, name, propertiesOf(resource, connector));
}

/** What differs from the defaults. */
function propertiesOf({ object }: PlannedResource, connector: Code | undefined) {
  const settings = object.settings as unknown as Readonly<Record<string, SourceValue>>;
  const properties: (readonly [string, SourceValue])[] = [];
  for (const [name, field] of Object.entries<Field<unknown>>(FIELDS[object.kind])) {
    const value = name === "connector" && connector !== undefined ? connector : settings[name];
    if (value === undefined || value === null || isDefault(field, value)) continue;
    properties.push([name, value]);
  }
  return properties;
}

function isDefault(field: Field<unknown>, value: SourceValue): boolean {
  return field.default !== undefined && JSON.stringify(field.default) === JSON.stringify(value);
}
