import { endpointWords, type GateViolation } from "../model";

const MOST_NEAREST = 2;

/** What a gate found, without the gate's own name, with the rules that come nearest and an example that can be tried. */
export function gateText(violation: GateViolation): string {
  const said = violation.message.replace(/^[a-z-]+: /, "");
  return [`${capital(said)}.`, ...nearestText(violation), ...exampleText(violation)].join(" ");
}

function nearestText(violation: GateViolation): readonly string[] {
  if (violation.kind !== "not-covered") return [];
  return violation.nearest.slice(0, MOST_NEAREST).map(({ rule, path, missing }) => {
    return `${path} ${JSON.stringify(rule)}: ${missing.map(({ text }) => text).join("; ")}.`;
  });
}

function exampleText(violation: GateViolation): readonly string[] {
  if (!("witness" in violation)) return [];
  const { client, local, sender, recipient } = violation.witness;
  return [`For example ${client} to ${endpointWords(local)}, from <${sender}> to <${recipient}>.`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
