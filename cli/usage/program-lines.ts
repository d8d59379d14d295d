import { applyEdits } from "./apply-edits";
import type { ConfigDocument } from "../../model";
import type { Edit } from "./proposal";

/** What to write in which program: TypeScript, by stack and resource. */
export function programLines(before: ConfigDocument, edits: readonly Edit[]): string {
  const after = applyEdits(before, edits);
  const places = Map.groupBy(edits, (edit) => placeOf(edit));
  return [...places]
    .map(([place, mine]) => [`// ${place}`, ...mine.flatMap((edit) => linesOf(edit, after))].join("\n"))
    .join("\n\n");
}

function placeOf({ kind, connector, owner }: Edit): string {
  const what = kind === "rights" ? "permission on" : "receive connector";
  if (owner === null)
    return `${what} "${connector}": nobody declares it; relayctl export --format pulumi brings it into a stack`;
  return `stack ${owner.stack}, resource ${owner.logicalId} (${what} "${connector}")`;
}

function linesOf(edit: Edit, after: ConfigDocument): readonly string[] {
  const connector = after.receiveConnectors.find(({ name }) => name === edit.connector);
  if (edit.kind === "ranges") return [`remoteIpRanges: ${listText(connector?.remoteIpRanges ?? [])},`];
  if (edit.kind === "group") return [`permissionGroups: ${listText(connector?.permissionGroups ?? [])},`];
  if (edit.left.length === 0) return [`// Remove the resource: nobody uses what ${edit.principal} is allowed.`];
  return [`extendedRights: ${listText(edit.left)},`];
}

function listText(values: readonly string[]): string {
  const short = `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
  return short.length <= 100 ? short : `[\n${values.map((value) => `  ${JSON.stringify(value)},\n`).join("")}]`;
}
