import { Argument, Command } from "commander";
import { type ControlClient, dataOf, relayHeaders } from "../../client";
import { compareWorlds, type ConfigState, type Kind, overlayState, relayWorld } from "../../model";
import { withBreakGlass } from "../break-glass";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { type DriftHost, enforcedState, type HostObject, readDriftHost } from "../drift/drift-host";
import { labelsOf } from "../drift/object-label";
import { EXIT } from "../exit-codes";
import { impactText } from "../impact/impact-text";
import { wantsColour } from "../impact/wants-colour";
import { note, type OutputTexts, show, withOutput } from "../output";
import { packageVersion } from "../package-version";
import { withHost } from "../with-host";

interface DeleteTexts extends ConnectionTexts, OutputTexts {
  readonly yes?: true;
  readonly breakGlass?: string;
}

const EXAMPLES = `
Examples:
  relayctl delete ReceiveConnector "Night shift"
  relayctl delete ConnectorPermission 7f1f0a52-27a9-4f0c-8f2b-0a4bb9c1d6f3 --yes

Without --yes it only shows what would change. What a stack declares comes back with its next pulumi up --refresh.
Exit code: 0 deleted; 2 nothing was deleted: no --yes, or no such object; 3 the host cannot be reached or refuses.`;

/** `relayctl delete`: takes an object away by hand, which Pulumi cannot do with what no stack declares. */
export function deleteCommand(): Command {
  const command = new Command("delete")
    .description("delete an object of a host by hand, after showing what that changes for whom")
    .addArgument(new Argument("<kind>", "kind of the object").choices(Object.keys(PATHS)))
    .argument("<name>", "its name or id")
    .option("--yes", "do it")
    .addHelpText("after", EXAMPLES);
  return withConnection(withOutput(withBreakGlass(command))).action(deleteByHand);
}

async function deleteByHand(kind: DeletedKind, name: string, texts: DeleteTexts): Promise<void> {
  await withHost(texts, async (client) => {
    const host = await readDriftHost(client);
    const object = findObject(host, kind, name);
    const label = `${kind} "${labelsOf(host.objects)(object)}"`;
    if (texts.output === "text") note(consequences(await enforcedState(client, host), object, label));
    if (texts.yes !== true) throw new CommandError(`Nothing was deleted. To delete ${label}, add --yes.`, EXIT.usage);
    const deleted = await remove(client, object, texts);
    show(texts, {
      json: { kind, id: object.id, name: labelsOf(host.objects)(object), deleted },
      text: () => `deleted ${label}`,
    });
  });
}

/** @throws CommandError (usage) unless it is exactly one */
function findObject(host: DriftHost, kind: DeletedKind, name: string): HostObject {
  const labelOf = labelsOf(host.objects);
  const ofKind = host.objects.filter((object) => object.kind === kind);
  const wanted = name.toLowerCase();
  const found = ofKind.filter((object) => object.id === name || labelOf(object).toLowerCase() === wanted);
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) return one;
  const message =
    one === undefined
      ? `There is no ${kind} called "${name}" on this host.`
      : `There are ${found.length} of that name: say which by its id, of ${found.map(({ id }) => id).join(", ")}.`;
  throw new CommandError(message, EXIT.usage);
}

function consequences(state: ConfigState, object: HostObject, label: string): string {
  const { kind, id, settings, owner } = object;
  const at = Date.now();
  const after = overlayState(state, { remove: [{ kind, id, settings } as never], put: [] });
  const report = compareWorlds(relayWorld(state, { at }), relayWorld(after, { at }));
  const named = (text: string) => ({ text, file: null });
  const colour = wantsColour(process.stderr, process.env);
  const sides = { before: named("the host"), after: named(`without ${label}`) };
  const impact = impactText({ ...sides, report, gates: [], colour });
  if (owner === null) return impact;
  return `${impact}\nStack ${owner.stack} declares it as ${owner.logicalId}: pulumi up --refresh makes it again.`;
}

/** Of the TransportConfig every host has one: it can be changed, and never goes. */
type DeletedKind = Exclude<Kind, "TransportConfig">;

const PATHS: Readonly<Record<DeletedKind, string>> = {
  ReceiveConnector: "/v1/receive-connectors/{id}",
  ConnectorPermission: "/v1/connector-permissions/{id}",
  AcceptedDomain: "/v1/accepted-domains/{id}",
  SendConnector: "/v1/send-connectors/{id}",
  RelayUser: "/v1/relay-users/{id}",
  RelayGroup: "/v1/relay-groups/{id}",
};

// Exactly what was shown: a change in between is refused by the host, which says whose it was.
async function remove({ api }: ControlClient, object: HostObject, { breakGlass }: DeleteTexts): Promise<boolean> {
  const { kind, id, installation, revision } = object;
  const etag = `"${installation.id}.${installation.epoch}.${revision}"`;
  const headers = { ...relayHeaders({ program: `relayctl ${packageVersion()}`, breakGlass }), "If-Match": etag };
  // The kinds' routes are alike in the OpenAPI document; one stands for all in the types of the client.
  const path = PATHS[kind as DeletedKind] as "/v1/receive-connectors/{id}";
  const { deleted } = await dataOf(api.DELETE(path, { params: { path: { id } }, headers }));
  return deleted;
}
