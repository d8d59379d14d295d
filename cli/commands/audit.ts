import { Command, InvalidArgumentError, Option } from "commander";
import { dataOf } from "../../client";
import { AUDIT_ACTIONS, FIELDS } from "../../model";
import { readAuditFile } from "../audit/audit-file";
import type { AuditItem } from "../audit/audit-item";
import { followAudit } from "../audit/follow-audit";
import { listAudit } from "../audit/list-audit";
import { type AuditQuery, readAudit } from "../audit/read-audit";
import { type AuditCheck, type KnownHead, verifyAudit } from "../audit/verify-audit";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { EXIT } from "../exit-codes";
import { note, type OutputTexts, show, withOutput, writeOut } from "../output";
import { stackPattern } from "../stack-name";
import { auditCheckText, auditEntryText, auditText } from "../text/audit-text";
import { timeOption } from "../time-option";
import { withHost } from "../with-host";

type HostTexts = ConnectionTexts & OutputTexts;

/** `relayctl audit`: who changed what. */
export function auditCommand(): Command {
  return new Command("audit")
    .description("see who changed what, and check that nobody changed the audit")
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(showCommand())
    .addCommand(verifyCommand())
    .addCommand(exportCommand());
}

interface ListTexts extends HostTexts, AuditQuery {
  readonly refused?: true;
  readonly applied?: true;
  readonly follow?: true;
  readonly limit: number;
}

const LIST_EXAMPLES = `
Examples:
  relayctl audit --since 24h
  relayctl audit --object "CRM Application" --applied
  relayctl audit --stack acme/crm/prod --kind ConnectorPermission --output json
  relayctl audit --refused --follow
  relayctl audit --widening --since 7d

list is what relayctl audit does when no other command is named: the newest entries, the last one at the bottom.`;

function listCommand(): Command {
  const command = new Command("list")
    .description("list entries: who, when, from where, and what changed property by property")
    .option("--since <time>", "from then on: RFC 3339, or how long ago, such as 24h", timeOption)
    .option("--until <time>", "before then", timeOption)
    .option("--actor <token>", "name or id of the token that acted")
    .option("--stack <org/project/stack>", "written for this stack; * is any one part", stackPattern)
    .addOption(new Option("--kind <kind>", "about objects of this kind").choices(Object.keys(FIELDS)))
    .option("--object <name|id>", "about this object: connector name, domain, account, or id")
    .addOption(new Option("--action <action>", "of this kind of entry").choices(AUDIT_ACTIONS))
    .addOption(new Option("--refused", "only what was refused").conflicts("applied"))
    .option("--applied", "only what was done")
    .option("--widening", "only writes by which somebody may do more, or of which that could not be told")
    .option("--after <sequence>", "go on after this entry, the oldest first", sequence)
    .option("--limit <count>", "how many at most, 1 to 10000", limit, 50)
    .option("--follow", "stay, and show new entries as they come")
    .addHelpText("after", LIST_EXAMPLES);
  return withConnection(withOutput(command)).action(list);
}

async function list({ limit: most, follow, ...texts }: ListTexts): Promise<void> {
  const query = queryOf(texts);
  await withHost(texts, async (client) => {
    const { items, isCut } = await listAudit(client, query, most);
    if (follow !== true) {
      show(texts, { json: { items }, text: () => auditText(items) });
      if (isCut) note(`There may be more than ${most}: see --limit, and --after to go on.`);
      return;
    }
    const tell = (news: readonly AuditItem[]) => writeOut(news.map((item) => itemLine(item, texts)).join(""));
    tell(items);
    await followAudit(client, { ...query, after: items.at(-1)?.sequence ?? query.after ?? 0 }, tell);
  });
}

function itemLine(item: AuditItem, { output }: OutputTexts): string {
  return `${output === "json" ? JSON.stringify(item) : auditEntryText(item)}\n`;
}

const QUERY_FLAGS = ["since", "until", "actor", "stack", "kind", "object", "action", "widening", "after"] as const;

function queryOf(texts: Omit<ListTexts, "limit">): AuditQuery {
  const given = QUERY_FLAGS.filter((name) => texts[name] !== undefined).map((name) => [name, texts[name]]);
  const outcome = texts.refused === true ? "refused" : texts.applied === true ? "applied" : undefined;
  return { ...(Object.fromEntries(given) as AuditQuery), ...(outcome === undefined ? {} : { outcome }) };
}

function sequence(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write the number of an entry.");
}

function limit(text: string): number {
  const count = Number(text);
  if (/^\d{1,5}$/.test(text) && count >= 1 && count <= 10_000) return count;
  throw new InvalidArgumentError("Write a whole number from 1 to 10000.");
}

function showCommand(): Command {
  const command = new Command("show")
    .description("show one entry whole: settings and owner before and after")
    .argument("<sequence>", "number of the entry, as in audit list", sequence)
    .addHelpText("after", "\nExamples:\n  relayctl audit show 41\n  relayctl audit show 41 --output json");
  return withConnection(withOutput(command)).action(async (number: number, texts: HostTexts) => {
    const params = { path: { sequence: number.toString() } };
    const item = await withHost(texts, ({ api }) => dataOf(api.GET("/v1/audit/{sequence}", { params })));
    show(texts, { json: item, text: () => wholeText(item) });
  });
}

function wholeText(item: AuditItem): string {
  const { before, after, hash, previousHash } = item;
  const states = [
    `impact  ${JSON.stringify(item.impact ?? null, null, 2)}`,
    `before  ${JSON.stringify(before, null, 2)}`,
    `after   ${JSON.stringify(after, null, 2)}`,
    `previous hash  ${previousHash}`,
    `hash           ${hash}`,
  ];
  return `${auditEntryText(item)}\n\n${states.join("\n")}`;
}

interface VerifyTexts extends HostTexts {
  readonly file?: string;
  readonly head?: KnownHead;
}

const VERIFY_EXAMPLES = `
Examples:
  relayctl audit verify
  relayctl audit verify --head "$(pulumi stack output auditHead --json | jq -r .hash)"
  relayctl audit verify --file audit.jsonl

Every hash is computed anew here, from what the host hands out. A host that was taken over could hand out a chain that was
written anew: only a head that was kept elsewhere shows that.

Exit code: 0 all is as written; 1 broken, and the first entry that is; 2 bad input; 3 the host cannot be reached.`;

function verifyCommand(): Command {
  const command = new Command("verify")
    .description("compute the hash chain of the audit anew")
    .option("--head <[sequence:]hash>", "a head that was kept elsewhere must be in the chain", knownHead)
    .option("--file <file>", "check what relayctl audit export wrote instead of a host; - reads stdin")
    .addHelpText("after", VERIFY_EXAMPLES);
  return withConnection(withOutput(command)).action(verify);
}

async function verify(texts: VerifyTexts): Promise<void> {
  const { file, head = null } = texts;
  const check = file === undefined ? await verifyHost(texts, head) : await verifyAudit(readAuditFile(file), head);
  show(texts, { json: check, text: () => auditCheckText(check) });
  if (!check.ok) throw new CommandError("The audit is not as it was written.", EXIT.found);
}

function verifyHost(texts: ConnectionTexts, head: KnownHead | null): Promise<AuditCheck> {
  return withHost(texts, (client) => verifyAudit(pagesOf(readAudit(client, {})), head));
}

async function* pagesOf(answers: AsyncIterable<{ readonly items: readonly AuditItem[] }>) {
  for await (const { items } of answers) yield items;
}

function knownHead(text: string): KnownHead {
  const [, number, hash] = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (hash !== undefined) return { sequence: number === undefined ? null : Number(number), hash };
  throw new InvalidArgumentError(
    "Write the 64 hexadecimal digits of a head, maybe with its sequence before: 41:9f86...",
  );
}

const EXPORT_EXAMPLES = `
Examples:
  relayctl audit export > audit.jsonl
  relayctl audit export --after 41 >> audit.jsonl`;

function exportCommand(): Command {
  const command = new Command("export")
    .description("write the audit to stdout, an entry a line (JSON Lines), the oldest first")
    .option("--after <sequence>", "go on after this entry", sequence)
    .addHelpText("after", EXPORT_EXAMPLES);
  return withConnection(command).action(async ({ after, ...texts }: ConnectionTexts & { readonly after?: number }) => {
    await withHost(texts, async (client) => {
      for await (const { items } of readAudit(client, after === undefined ? {} : { after })) {
        writeOut(items.map((item) => `${JSON.stringify(item)}\n`).join(""));
      }
    });
  });
}
