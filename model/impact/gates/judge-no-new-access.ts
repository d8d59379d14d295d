import { formatInstant } from "../../instant";
import type { ClearAuth, ImpactReport, ImpactRow } from "../impact-report";
import { countWords, rangesWords } from "../words/address-words";
import { clearAuthWords } from "../words/clear-auth-words";
import { boxWords } from "../words/box-words";
import { effectWords } from "../words/effect-words";
import { gateResult } from "./decide-outcome";
import type {
  ClearAuthViolation,
  GateResult,
  NewAccessViolation,
  ProxyViolation,
  RaisedTrustViolation,
} from "./gate-result";
import { raisedTrust } from "./raised-trust";

/**
 * Whether nobody is allowed more than before, nor for longer (by compareOverTime): no answer rises, no mail is trusted
 * more, nobody new is believed to be a proxy, no password may newly cross in clear. Routes say where mail goes and not
 * whose, so they do not count.
 */
export function judgeNoNewAccess(report: ImpactReport): GateResult {
  const later = (report.later ?? []).flatMap(({ at, rows }) =>
    rows.flatMap((row) => judgeRow(row, `after ${formatInstant(at)}: `)),
  );
  const rows = report.rows.flatMap((row) => judgeRow(row));
  const violations = [...rows, ...later, ...(report.clearAuth ?? []).map(judgeClearAuth), ...judgeProxies(report)];
  return gateResult("no-new-access", violations, report.unknowns);
}

function judgeRow(row: ImpactRow, when = ""): readonly (NewAccessViolation | RaisedTrustViolation)[] {
  const { kind, witness, box, after } = row;
  const where = `${countWords(box.addresses)} (${rangesWords(box.addresses)}): ${boxWords(box)}`;
  if (kind === "widened") {
    const may = after.verdict === "relay" ? "may newly relay" : "may newly hand in mail";
    return [{ kind: "new-access", message: `no-new-access: ${when}${may}: ${where}`, row, witness }];
  }
  const effects = raisedTrust(row);
  if (effects.length === 0) return [];
  const raised = effects.map((effect) => effectWords(effect, row)).join("; ");
  return [{ kind: "trust-raised", message: `no-new-access: ${when}${raised}: ${where}`, row, effects, witness }];
}

function judgeClearAuth(offer: ClearAuth): ClearAuthViolation {
  return { kind: "clear-auth", message: `no-new-access: ${clearAuthWords(offer)}`, offer };
}

function judgeProxies({ proxies }: ImpactReport): readonly ProxyViolation[] {
  const { added: addresses } = proxies;
  if (addresses.length === 0) return [];
  const message = `no-new-access: ${rangesWords(addresses)} may newly claim every client address as a trusted proxy`;
  return [{ kind: "trusted-proxies", message, addresses }];
}
