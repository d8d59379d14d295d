import { Command, Option } from "commander";
import {
  type CeilingRules,
  compareOverTime,
  type GateResult,
  type ImpactReport,
  type IntentRules,
  judgeCeiling,
  judgeIntent,
  judgeNoNewAccess,
  namedValues,
  upcomingChanges,
  whoCan,
} from "../../model";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { gateExit } from "../impact/gate-exit";
import { gateLines } from "../impact/gate-words";
import type { ImpactSubject } from "../impact/impact-subject";
import { readCeilingFile, readIntentFile } from "../impact/read-rule-file";
import { IMPACT_FORMATS, type ImpactFormat, renderImpact } from "../impact/render";
import { renderWithUpcoming } from "../impact/render-upcoming";
import { wantsColour } from "../impact/wants-colour";
import { EXIT } from "../exit-codes";
import { writeOut } from "../output";
import { readMoment } from "../worlds/read-moment";
import { withWorlds, type WorldTexts } from "../worlds/world-options";
import { type ReadWorld, WorldReader } from "../worlds/world-reader";
import { WORLD_SOURCES } from "../worlds/world-source";

interface ImpactTexts extends ConnectionTexts, WorldTexts {
  readonly before: string;
  readonly after: string;
  readonly until?: number;
  readonly newAccess: boolean;
  readonly ceiling?: string;
  readonly intent?: string;
  readonly programDir?: string;
  readonly output: ImpactFormat;
}

const EXAMPLES = `
A and B: ${WORLD_SOURCES}.

Examples:
  pulumi preview --json --show-sames > preview.json
  relayctl impact --before preview.json --after preview.json --base host --no-new-access
  relayctl impact --before git:main:relay.json --after relay.json --ceiling ceiling.json --output markdown
  relayctl impact --before host --after host --until 2027-01-31

Exit code: 0 every gate passes, or none was asked for; 1 a gate is broken; 2 bad input, or a gate cannot tell; 3 the host
cannot be reached.`;

/** `relayctl impact`: what changes for whom between two configurations. */
export function impactCommand(): Command {
  const command = new Command("impact")
    .description("say exactly who may hand in and relay what, before and after a change, and judge it by rules")
    .requiredOption("--before <A>", "configuration before")
    .requiredOption("--after <B>", "configuration after");
  return withConnection(withGates(withWorlds(command)))
    .addHelpText("after", EXAMPLES)
    .action(showImpact);
}

function withGates(command: Command): Command {
  return command
    .addOption(new Option("--until <time>", "also what changes by itself after --at until then").argParser(readMoment))
    .option("--no-new-access", "fail when anybody is allowed more than before")
    .option("--ceiling <file>", "fail when anything is allowed afterwards that the file does not allow")
    .option("--intent <file>", "fail when anything changes that the file does not name")
    .option("--program-dir <folder>", "sarif: folder of the Pulumi program within the repository")
    .addOption(new Option("--output <format>", "how the result is shown").choices([...IMPACT_FORMATS]).default("text"));
}

interface Rules {
  readonly ceiling: CeilingRules | undefined;
  readonly intent: IntentRules | undefined;
}

async function showImpact(texts: ImpactTexts): Promise<void> {
  const { at = Date.now(), base, provider, until } = texts;
  if (until !== undefined && until <= at) throw new CommandError("--until is not after --at.", EXIT.usage);
  // Before any host is asked: what is wrong with a file is known at once.
  const rules = readRules(texts);
  const reader = new WorldReader({ connection: texts, base, provider });
  const before = await reader.read(texts.before, { side: "before", at });
  const after = await reader.read(texts.after, { side: "after", at });
  const named = namedValues(...[rules.ceiling, rules.intent].filter((file) => file !== undefined));
  const report = compareOverTime(before.world, after.world, { named });
  const gates = judge(texts, rules, { before, after, report });
  const subject = subjectOf(texts, { before, after, report }, gates);
  if (until === undefined) writeOut(renderImpact(texts.output, subject));
  else {
    const changes = upcomingChanges(after.world, { until, named });
    writeOut(renderWithUpcoming(texts.output, subject, { until, changes }));
  }
  endBy(texts, gates);
}

function readRules({ ceiling, intent }: ImpactTexts): Rules {
  return {
    ceiling: ceiling === undefined ? undefined : readCeilingFile(ceiling),
    intent: intent === undefined ? undefined : readIntentFile(intent),
  };
}

interface Compared {
  readonly before: ReadWorld;
  readonly after: ReadWorld;
  readonly report: ImpactReport;
}

function judge({ newAccess }: ImpactTexts, { ceiling, intent }: Rules, { before, after, report }: Compared) {
  const gates: GateResult[] = [];
  if (!newAccess) gates.push(judgeNoNewAccess(report));
  if (ceiling !== undefined) {
    const grants = whoCan(after.world, { named: namedValues(ceiling), verdicts: ceiling.verdicts });
    gates.push(judgeCeiling(ceiling, { grants, world: after.world }));
  }
  if (intent !== undefined) gates.push(judgeIntent(intent, { report, before: before.world, after: after.world }));
  return gates;
}

function subjectOf(
  { output, programDir }: ImpactTexts,
  { before, after, report }: Compared,
  gates: readonly GateResult[],
): ImpactSubject {
  return {
    before: before.label,
    after: after.label,
    ...{ report, gates },
    colour: output === "text" && wantsColour(process.stdout, process.env),
    placeOf: (object) => {
      const place = after.placeOf(object);
      return place && programDir !== undefined
        ? { ...place, file: `${programDir.replace(/\/+$/, "")}/${place.file}` }
        : place;
    },
  };
}

/** @throws CommandError that says which gates are broken or cannot tell; text has said why by then */
function endBy({ output }: ImpactTexts, gates: readonly GateResult[]): void {
  const code = gateExit(gates);
  if (code === EXIT.ok) return;
  const failed = gates.filter(({ outcome }) => outcome !== "pass");
  const short = failed.map(({ gate, outcome }) => `${gate} ${outcome === "fail" ? "fails" : "cannot tell"}.`);
  throw new CommandError((output === "text" ? short : failed.flatMap(gateLines)).join("\n"), code);
}
