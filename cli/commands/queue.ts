import { Command, InvalidArgumentError, Option } from "commander";
import { type ControlClient, dataOf } from "../../client";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { explainError } from "../explain-error";
import { EXIT } from "../exit-codes";
import { note, type OutputTexts, show, withOutput } from "../output";
import { messageText, queueText, type QueuedMessage } from "../text/queue-text";
import { withHost } from "../with-host";

type HostTexts = ConnectionTexts & OutputTexts;

const STATES = ["queued", "leased", "held", "delivered", "failed", "bounced"] as const;

/** `relayctl queue`: mail that is accepted and not yet delivered. */
export function queueCommand(): Command {
  const command = new Command("queue").description("see and steer mail that is accepted and not yet delivered");
  for (const create of [listCommand, showCommand]) command.addCommand(create());
  for (const operation of OPERATIONS) command.addCommand(operationCommand(operation));
  return command.addCommand(deleteCommand());
}

function hostCommand(name: string, description: string, examples: readonly string[]): Command {
  const lines = ["", "Examples:", ...examples.map((example) => `  ${example}`)];
  const command = new Command(name).description(description).addHelpText("after", lines.join("\n"));
  return withConnection(withOutput(command));
}

interface ListTexts extends HostTexts {
  readonly state?: (typeof STATES)[number];
  readonly limit: number;
}

function listCommand(): Command {
  const examples = ["relayctl queue list", "relayctl queue list --state held --output json"];
  return hostCommand("list", "list waiting messages, the oldest first", examples)
    .addOption(new Option("--state <state>", "only with a recipient in this state").choices(STATES))
    .option("--limit <count>", "how many at most, 1 to 1000", readLimit, 100)
    .action(async ({ state, limit, ...texts }: ListTexts) => {
      const query = state === undefined ? { limit } : { state, limit };
      const { items } = await withHost(texts, ({ api }) => dataOf(api.GET("/v1/queue", { params: { query } })));
      show(texts, { json: { items }, text: () => queueText(items, Date.now()) });
      if (items.length === limit) note(`There may be more than ${limit}: see --limit and --state.`);
    });
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (/^\d{1,4}$/.test(text) && limit >= 1 && limit <= 1000) return limit;
  throw new InvalidArgumentError("Write a whole number from 1 to 1000.");
}

function showCommand(): Command {
  return hostCommand("show", "show one message: recipients, attempts, last replies", [
    "relayctl queue show MIKX3T2L9C0F1A00002B",
  ])
    .argument("<id>", "queue id, as in the 250 reply and in queue list")
    .action(async (queueId: string, texts: HostTexts) => {
      const params = { path: { queueId } };
      const message = await withHost(texts, ({ api }) => dataOf(api.GET("/v1/queue/{queueId}", { params })));
      show(texts, { json: message, text: () => messageText(message) });
    });
}

const OPERATIONS = [
  { name: "retry", does: "try every waiting recipient now", done: "retried" },
  { name: "hold", does: "stop delivery until released", done: "held" },
  { name: "release", does: "let held recipients go on", done: "released" },
] as const;

type Operation = (typeof OPERATIONS)[number];

function operationCommand({ name, does, done }: Operation): Command {
  const examples = [
    `relayctl queue ${name} MIKX3T2L9C0F1A00002B`,
    `relayctl queue ${name} MIKX3T2L9C0F1A00002B MIKX3T2L9C0F1A00002C`,
  ];
  return hostCommand(name, does, examples)
    .argument("<id...>", "queue ids")
    .action(async (ids: readonly string[], texts: HostTexts) => {
      const operate: Act = async ({ api }, queueId) =>
        dataOf(api.POST(`/v1/queue/{queueId}/${name}`, { params: { path: { queueId } } }));
      await forEach(ids, texts, { done, act: operate });
    });
}

function deleteCommand(): Command {
  const examples = ["relayctl queue delete MIKX3T2L9C0F1A00002B --yes"];
  return hostCommand("delete", "throw messages away, undelivered", examples)
    .argument("<id...>", "queue ids")
    .option("--yes", "confirms that accepted mail is removed for ever")
    .action(async (ids: readonly string[], { yes, ...texts }: HostTexts & { readonly yes?: true }) => {
      if (yes !== true) throw new CommandError(unconfirmed(ids), EXIT.usage);
      const remove: Act = async ({ api }, queueId) =>
        dataOf(api.DELETE("/v1/queue/{queueId}", { params: { path: { queueId } } }));
      await forEach(ids, texts, { done: "deleted", act: remove });
    });
}

function unconfirmed(ids: readonly string[]): string {
  return `Accepted mail is removed: ${ids.join(", ")} would never be delivered, and nobody would be told.\nNothing was deleted. Say --yes to do it, or relayctl queue hold to keep it.`;
}

type Act = (client: ControlClient, queueId: string) => Promise<QueuedMessage | { readonly deleted: boolean }>;

interface Work {
  readonly done: string;
  readonly act: Act;
}

// One id that is gone must not leave the ones behind it undone.
async function forEach(ids: readonly string[], texts: HostTexts, { done, act }: Work): Promise<void> {
  const items: { readonly queueId: string; readonly done: boolean; readonly error?: string }[] = [];
  await withHost(texts, async (client) => {
    for (const queueId of new Set(ids)) items.push(await outcomeOf(queueId, () => act(client, queueId)));
  });
  const succeeded = items.filter((item) => item.done).map(({ queueId }) => `${done} ${queueId}`);
  const failed = items.flatMap(({ error }) => error ?? []);
  if (texts.output === "json" || succeeded.length > 0) {
    show(texts, { json: { items }, text: () => succeeded.join("\n") });
  }
  if (failed.length > 0)
    throw new CommandError([...new Set(failed.flatMap((text) => text.split("\n")))].join("\n"), EXIT.host);
}

async function outcomeOf(queueId: string, act: () => Promise<unknown>) {
  try {
    await act();
    return { queueId, done: true };
  } catch (error) {
    const explained = explainError(error);
    if (!(explained instanceof CommandError)) throw error;
    return { queueId, done: false, error: explained.message };
  }
}
