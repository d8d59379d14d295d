import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { inputError } from "../explain-error";
import { type ConfigDocument, parseConfigDocument } from "../../model";
import { documentPatch } from "./document-patch";
import { findEdits } from "./find-edits";
import type { UnusedReport } from "./find-unused";
import { keepNarrowing } from "./keep-narrowing";
import { programLines } from "./program-lines";
import type { HostUsage } from "./read-usage";
import type { Proposal } from "./usage-result";
import type { UsageWindow } from "./usage-window";

export interface ProposalParts {
  readonly usage: HostUsage;
  readonly idle: { readonly window: UsageWindow; readonly report: UnusedReport };
  /** The host's export. */
  readonly exported: unknown;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Narrower ranges and fewer rights, by what was seen; never anything that somebody gains by. */
export function propose({ usage, idle, exported, now }: ProposalParts): Proposal & { readonly after: ConfigDocument } {
  const parsed = parseConfigDocument(exported);
  if (!parsed.ok)
    throw new CommandError(`The host's export cannot be read:\n${inputError(parsed.failures).message}`, EXIT.host);
  const from = new Date(now - idle.window.milliseconds).toISOString();
  const wished = idle.report.isTold ? findEdits(usage, idle.report, from) : [];
  const { edits, rejected, after, report } = keepNarrowing(parsed.value, wished, now);
  const patch = documentPatch(parsed.value, after);
  return { edits, rejected, patch, typescript: programLines(parsed.value, edits), report, after };
}
