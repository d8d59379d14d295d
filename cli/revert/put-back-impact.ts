import { type components, type ControlClient, hostState } from "../../client";
import { compareOverTime, type ImpactReport, relayWorld } from "../../model";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { renderImpact } from "../impact/render";
import { wantsColour } from "../impact/wants-colour";
import { revertedState } from "./reverted-state";

/** What a dry run says of a whole state that is to be put back. */
export type PutBack = Pick<components["schemas"]["Revert"], "revision" | "changes">;

/** Exactly what the world would see differently. @throws CommandError when the host was written to meanwhile */
export async function putBackImpact(client: ControlClient, shown: PutBack): Promise<ImpactReport> {
  const before = await hostState(client);
  if (before.revision !== shown.revision) throw movedOn(shown.revision, before.revision);
  const at = Date.now();
  return compareOverTime(relayWorld(before, { at }), relayWorld(revertedState(before, shown.changes), { at }));
}

function movedOn(from: number, to: number): CommandError {
  const message = `The host went from revision ${from} to ${to} while it was read, and nothing was changed: run it again.`;
  return new CommandError(message, EXIT.host);
}

export interface ImpactSides {
  readonly client: Pick<ControlClient, "endpoint">;
  readonly before: string;
  readonly after: string;
  readonly report: ImpactReport;
}

export function putBackImpactText(sides: ImpactSides): string {
  return renderImpact("text", subjectOf(sides));
}

export function putBackImpactJson(sides: ImpactSides): unknown {
  return JSON.parse(renderImpact("json", subjectOf(sides)));
}

function subjectOf({ client: { endpoint }, before, after, report }: ImpactSides) {
  const label = (text: string) => ({ text: `${endpoint.url} ${text}`, file: null });
  const colour = wantsColour(process.stdout, process.env);
  return { before: label(before), after: label(after), report, gates: [], colour };
}
