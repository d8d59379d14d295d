import { Command, Option } from "commander";
import {
  ALL_ADDRESSES,
  type Failure,
  intersectRanges,
  knownIpRange,
  type NamedValues,
  narrowGrants,
  parseBinding,
  parseIpRange,
  parseMailScope,
  type Parsed,
  rangesWords,
  type RelayWorld,
  type RuleIdentity,
  type RuleReach,
  whoCan,
} from "../../model";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { EXIT } from "../exit-codes";
import { inputError } from "../explain-error";
import { wantsColour } from "../impact/wants-colour";
import { writeOut } from "../output";
import { renderWhoCan, WHO_CAN_FORMATS, type WhoCanFormat } from "../who-can/render-who-can";
import { readWorld } from "../worlds/read-world";
import { withWorlds, type WorldTexts } from "../worlds/world-options";
import { WORLD_SOURCES } from "../worlds/world-source";

interface WhoCanTexts extends ConnectionTexts, WorldTexts {
  readonly toExternal?: true;
  readonly to?: string;
  readonly as?: string;
  readonly anonymous?: true;
  readonly user?: string;
  readonly tls?: true;
  readonly from?: string;
  readonly binding?: string;
  readonly expectNone?: true;
  readonly output: WhoCanFormat;
}

const EXAMPLES = `
SOURCE: ${WORLD_SOURCES}; left out: host.

Examples:
  relayctl who-can --to-external
  relayctl who-can --to-external --anonymous --from 0.0.0.0/0 --expect-none relay.json
  relayctl who-can --to contoso.com --as ceo@contoso.com host

Exit code: 0 shown; 1 somebody can, and --expect-none was given; 2 bad input, or --expect-none and something is not known;
3 the host cannot be reached.`;

/** `relayctl who-can`: everybody who may hand in or relay mail, and by which entry. */
export function whoCanCommand(): Command {
  const command = new Command("who-can")
    .description("list everybody who may hand in mail or relay it, by which connector and entry")
    .argument("[source]", "configuration to look at; see below", "host")
    .option("--to-external", "only who may relay: to domains that are not accepted ones")
    .option("--to <recipient>", "only to this address, domain or *.domain")
    .option("--as <sender>", "only as this address, domain or *.domain; <> is the null sender")
    .addOption(new Option("--anonymous", "only who proves nothing beside its address").conflicts("user"))
    .option("--user <name>", "only this account")
    .option("--tls", "only with TLS")
    .option("--from <range>", "only from these client addresses")
    .option("--binding <address:port>", "only on this local endpoint")
    .option("--expect-none", "exit 1 when somebody can")
    .addOption(new Option("--output <format>", "how the result is shown").choices([...WHO_CAN_FORMATS]).default("text"))
    .addHelpText("after", EXAMPLES);
  return withConnection(withWorlds(command)).action(showWhoCan);
}

async function showWhoCan(source: string, texts: WhoCanTexts): Promise<void> {
  const { at = Date.now(), base, provider, output, toExternal, expectNone } = texts;
  const reach = readReach(texts);
  const { world, label } = await readWorld(source, { side: "after", at, connection: texts, base, provider });
  refuseStranger(texts, world);
  const verdicts = toExternal === true ? (["relay"] as const) : (["relay", "accept"] as const);
  const anywhere = narrowGrants(
    whoCan(world, { named: namesOf(reach), verdicts }),
    { ...reach, addresses: null },
    world,
  );
  const grants = narrowGrants(anywhere, reach, world);
  const verb = toExternal === true ? "relay" : "hand in mail";
  const trustedProxies = world.state.transportConfig.settings.trustedProxies.map(knownIpRange);
  const { unknowns } = world;
  const colour = output === "text" && wantsColour(process.stdout, process.env);
  writeOut(renderWhoCan(output, { label: label.text, at, verb, grants, trustedProxies, unknowns, colour }));
  if (expectNone !== true) return;
  if (grants.length > 0) throw new CommandError(`Expected nobody, but somebody can ${verb}.`, EXIT.found);
  const claimants = intersectRanges(trustedProxies, reach.addresses ?? ALL_ADDRESSES);
  if (claimants.length > 0 && anywhere.length > 0) {
    const who = rangesWords(claimants);
    throw new CommandError(`Expected nobody, but ${who} can ${verb}: trusted proxies claim any address.`, EXIT.found);
  }
  if (unknowns.length > 0)
    throw new CommandError("Cannot tell: not everything is known before the update.", EXIT.usage);
}

/** @throws CommandError with everything that is wrong with the flags */
function readReach({ from, binding, tls, to, as, ...who }: WhoCanTexts): RuleReach {
  const failures: Failure[] = [];
  const only = <Value>(text: string | undefined, read: (text: string) => Parsed<Value>): readonly [Value] | null => {
    if (text === undefined) return null;
    const parsed = read(text);
    if (parsed.ok) return [parsed.value];
    failures.push(...parsed.failures);
    return null;
  };
  const reach: RuleReach = {
    addresses: only(from, (text) => parseIpRange(text, "--from")),
    bindings: only(binding, (text) => parseBinding(text, "--binding")),
    tls: tls === true ? "required" : null,
    identities: identitiesOf(who),
    senders: only(as, (text) => parseMailScope(text, "--as", { wildcards: true, nullSender: true })),
    recipients: only(to, (text) => parseMailScope(text, "--to", { wildcards: true, nullSender: false })),
    connectors: null,
    kinds: null,
  };
  if (failures.length > 0) throw inputError(failures);
  return reach;
}

function identitiesOf({ anonymous, user }: Pick<WhoCanTexts, "anonymous" | "user">): readonly RuleIdentity[] | null {
  if (anonymous === true) return [{ kind: "anonymous" }];
  return user === undefined ? null : [{ kind: "account", username: user }];
}

/** A name that nobody has would be answered with nobody, which reads as if it were safe. */
function refuseStranger({ user }: WhoCanTexts, { snapshot }: RelayWorld): void {
  if (user === undefined || snapshot.users.byName(user) !== undefined) return;
  const hint = "Accounts of a directory are listed as one: leave --user out.";
  throw new CommandError(
    `--user: there is no RelayUser ${JSON.stringify(user)} in this configuration. ${hint}`,
    EXIT.usage,
  );
}

function namesOf({ senders, recipients }: RuleReach): NamedValues {
  return { ...(senders === null ? {} : { senders }), ...(recipients === null ? {} : { recipients }) };
}
