import type { Command } from "commander";
import { type components, type ControlClient, relayHeaders } from "../../client";
import { withBreakGlass } from "../break-glass";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { jsonText, note, type OutputTexts, withOutput, writeOut } from "../output";
import { packageVersion } from "../package-version";
import { confirm } from "./confirm";
import { putBackImpact, putBackImpactJson, putBackImpactText } from "./put-back-impact";

/** Options of commands that put a whole state back. */
export interface PutBackTexts extends ConnectionTexts, OutputTexts {
  readonly dryRun?: true;
  readonly yes?: true;
  readonly breakGlass?: string;
}

/** Adds them. */
export function withPutBack(command: Command): Command {
  const own = command.option("--dry-run", "show what would change, and change nothing").option("--yes", "do not ask");
  return withConnection(withOutput(withBreakGlass(own)));
}

type Answer = components["schemas"]["Restore"] | components["schemas"]["Revert"];

interface Call {
  readonly dryRun: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** A whole state to put back, and how it is told. */
export interface PutBackWish<Shown extends Answer> {
  readonly ask: (call: Call) => Promise<{ readonly data?: Shown; readonly response: Response }>;
  readonly text: (shown: Shown) => string;
  /** The configuration afterwards, as in `as of revision 41`. */
  readonly after: string;
  readonly question: string;
  /** As in `Reverted to revision 41`. */
  readonly done: string;
}

/** Shows what it comes to, asks, and does that and nothing else. */
export async function putBack<Shown extends Answer>(
  client: ControlClient,
  wish: PutBackWish<Shown>,
  texts: PutBackTexts,
): Promise<void> {
  const { shown, etag } = await dryRun(wish);
  const report = await putBackImpact(client, shown);
  const sides = { client, report, before: `revision ${shown.revision}`, after: wish.after };
  const isNothing = shown.changes.length === 0;
  const tell = (answer: Shown) => writeOut(jsonText({ ...answer, impact: putBackImpactJson(sides) }));
  const isJson = texts.output === "json";
  if (!isJson) writeOut(`${wish.text(shown)}\n${isNothing ? "" : `\n${putBackImpactText(sides)}`}`);
  if (texts.dryRun === true || isNothing) {
    if (isJson) tell(shown);
    return;
  }
  if (texts.yes !== true) await confirm(wish.question);
  const { breakGlass } = texts;
  const program = `relayctl ${packageVersion()}`;
  // Of what was shown: a host that was written to meanwhile refuses.
  const headers = { ...relayHeaders({ program, breakGlass }), "If-Match": etag };
  const done = await answerOf(wish.ask({ dryRun: false, headers }));
  if (isJson) tell(done.data);
  else note(`${wish.done}: the host is at revision ${done.data.revision}.`);
  for (const problem of done.data.applied.problems) note(`! ${problem}`);
}

async function dryRun<Shown extends Answer>({ ask }: PutBackWish<Shown>) {
  const { data, response } = await answerOf(ask({ dryRun: true, headers: {} }));
  const etag = response.headers.get("etag");
  if (etag === null) throw new Error("The host answered without an ETag.");
  return { shown: data, etag };
}

async function answerOf<Shown extends Answer>(answer: ReturnType<PutBackWish<Shown>["ask"]>) {
  const { data, response } = await answer;
  if (data === undefined) throw new Error("The host answered without a body.");
  return { data, response };
}
