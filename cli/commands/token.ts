import { Command, InvalidArgumentError } from "commander";
import { dataOf } from "../../client";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { note, type OutputTexts, show, withOutput } from "../output";
import { stackPattern } from "../stack-name";
import { tokensText } from "../text/token-text";
import { withHost } from "../with-host";

type HostTexts = ConnectionTexts & OutputTexts;

const SCOPES = ["read", "write", "admin"] as const;
type Scope = (typeof SCOPES)[number];

/** `relayctl token`: who may use the control API. All of it needs an admin token. */
export function tokenCommand(): Command {
  return new Command("token")
    .description("make, list and revoke tokens of the control API (with an admin token)")
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
}

interface CreateTexts extends HostTexts {
  readonly name: string;
  readonly scopes: Scope[];
  readonly stack?: string;
  readonly expires?: string;
}

const CREATE_EXAMPLES = `
Examples:
  relayctl token create --name "crm pipeline" --scopes write --stack acme/crm/prod
  relayctl token create --name dashboards --scopes read --expires 2027-01-31T12:00:00Z

The token is the only line on stdout and is shown this once:
  relayctl token create --name ci --scopes write | pulumi config set --secret relay:token`;

function createCommand(): Command {
  const command = new Command("create")
    .description("make a token and print it, this once")
    .requiredOption("--name <name>", "what people call it, in lists and in the audit")
    .requiredOption("--scopes <scope,...>", "of read, write and admin; write includes read, admin both", readScopes)
    .option("--stack <org/project/stack>", "let it write for these stacks only; * is any one part", stackPattern)
    .option("--expires <time>", "RFC 3339, such as 2027-01-31T12:00:00Z (default: until revoked)", readExpiry)
    .addHelpText("after", CREATE_EXAMPLES);
  return withConnection(withOutput(command)).action(create);
}

async function create({ name, scopes, stack, expires, ...texts }: CreateTexts): Promise<void> {
  const body = {
    name,
    scopes,
    ...(stack === undefined ? {} : { stackPattern: stack }),
    ...(expires === undefined ? {} : { expiresAt: expires }),
  };
  const made = await withHost(texts, ({ api }) => dataOf(api.POST("/v1/tokens", { body })));
  show(texts, { json: made, text: () => made.token });
  note(`Token "${made.record.name}" has the id ${made.record.id}. It is kept nowhere: copy it now.`);
}

function listCommand(): Command {
  const command = new Command("list")
    .description("list tokens, without their secrets")
    .addHelpText("after", "\nExample:\n  relayctl token list");
  return withConnection(withOutput(command)).action(async (texts: HostTexts) => {
    const { items } = await withHost(texts, ({ api }) => dataOf(api.GET("/v1/tokens")));
    show(texts, { json: { items }, text: () => tokensText(items, Date.now()) });
  });
}

function revokeCommand(): Command {
  const command = new Command("revoke")
    .description("end a token at once")
    .argument("<id>", "id of the token, as in token list")
    .addHelpText("after", "\nExample:\n  relayctl token revoke 0b8c3a6e-6d0e-4b43-9a3e-3d7f5c2b1a90");
  return withConnection(withOutput(command)).action(async (id: string, texts: HostTexts) => {
    await withHost(texts, ({ api }) => dataOf(api.DELETE("/v1/tokens/{id}", { params: { path: { id } } })));
    show(texts, { json: { id, revoked: true }, text: () => `revoked ${id}` });
  });
}

function readScopes(text: string): Scope[] {
  const scopes = text.split(",").map((scope) => scope.trim());
  const unknown = scopes.filter((scope) => !SCOPES.some((known) => known === scope));
  if (unknown.length === 0) return [...new Set(scopes)] as Scope[];
  throw new InvalidArgumentError(`"${unknown[0]}" is no scope: write some of ${SCOPES.join(", ")}, with commas.`);
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

function readExpiry(text: string): string {
  if (RFC_3339.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError("Write a time with its offset, such as 2027-01-31T12:00:00Z.");
}
