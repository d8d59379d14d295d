import { Type } from "typebox";
import {
  type Counts,
  reportAccounts,
  reportConnector,
  type ReportedConnector,
  type ReportedUse,
  reportedIds,
} from "../../usage";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { isoTime } from "../object-answer";
import { ACCOUNT_USAGE, CONNECTOR_USAGE, PROBLEM_ANSWER } from "../schemas";

const PAGE = {
  after: Type.Optional(Type.String({ maxLength: 256, description: "What next of the page before says." })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
};

const QUERY = Type.Object(
  {
    connector: Type.Optional(Type.String({ maxLength: 256, description: "Only the connector of this name." })),
    ...PAGE,
  },
  { additionalProperties: false },
);

const ACCOUNTS_QUERY = Type.Object(PAGE, { additionalProperties: false });

const NEXT = Type.Union([Type.String(), Type.Null()], { description: "Null: this was the last page." });
const SINCE = Type.String({ format: "date-time", description: "Since when the host counts without a gap." });

/** Last use and volume of connectors, ranges, clients, principals, rights and accounts. */
export function usageRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(CONNECTOR_USAGE);
  app.addSchema(ACCOUNT_USAGE);
  registerConnectors(app, parts);
  registerAccounts(app, parts);
}

function registerConnectors(app: ControlApiApp, { usage: { book }, store }: ControlApiParts): void {
  const answer = Type.Object({ since: SINCE, items: Type.Array(Type.Ref("ConnectorUsage#")), next: NEXT });
  const response = { 200: answer, default: PROBLEM_ANSWER };
  const schema = { tags: ["Usage"], operationId: "listUsage", querystring: QUERY, response };
  app.get("/v1/usage", { config: { access: "read" }, schema }, async (request) => {
    const { connector, after = "", limit = 100 } = request.query;
    const parts = { book, state: store.state };
    const wanted = (id: string) => connector === undefined || nameOf(parts, id) === connector.toLowerCase();
    const ids = reportedIds(parts).filter((id) => id > after && wanted(id));
    const page = ids.slice(0, limit);
    const items = page.map((id) => connectorAnswer(reportConnector(parts, id)));
    return { since: isoTime(book.since), items, next: ids.length > limit ? (page.at(-1) ?? null) : null };
  });
}

function nameOf({ book, state }: Parameters<typeof reportConnector>[0], id: string): string {
  const name = state.receiveConnectors.get(id)?.settings.name ?? book.connectors.get(id)?.cell.label ?? "";
  return name.toLowerCase();
}

function registerAccounts(app: ControlApiApp, { usage: { book }, store }: ControlApiParts): void {
  const answer = Type.Object({ since: SINCE, items: Type.Array(Type.Ref("AccountUsage#")), next: NEXT });
  const response = { 200: answer, default: PROBLEM_ANSWER };
  const schema = { tags: ["Usage"], operationId: "listAccountUsage", querystring: ACCOUNTS_QUERY, response };
  app.get("/v1/usage/accounts", { config: { access: "read" }, schema }, async (request) => {
    const { after = "", limit = 100 } = request.query;
    const accounts = reportAccounts({ book, state: store.state }).filter(({ username }) => username > after);
    const page = accounts.slice(0, limit);
    const next = accounts.length > limit ? (page.at(-1)?.username ?? null) : null;
    return { since: isoTime(book.since), items: page.map(useAnswer), next };
  });
}

function connectorAnswer(connector: ReportedConnector) {
  return {
    ...useAnswer(connector),
    ranges: connector.ranges.map((range) => ({ ...useAnswer(range), clients: range.clients.map(countsAnswer) })),
    principals: connector.principals.map(countsAnswer),
    rights: connector.rights.map(useAnswer),
    observed: connector.observed === null ? null : observedAnswer(connector.observed),
  };
}

function observedAnswer({ since, refusals }: NonNullable<ReportedConnector["observed"]>) {
  const items = refusals.map((refusal) => ({ ...countsAnswer(refusal), clients: refusal.clients.map(countsAnswer) }));
  return { since: isoTime(since), refusals: items };
}

function useAnswer<Use extends ReportedUse>(use: Use) {
  return { ...countsAnswer(use), since: isoTime(use.since) };
}

function countsAnswer<Count extends Counts>(counts: Count) {
  const { firstUse, lastUse } = counts;
  return {
    ...counts,
    firstUse: firstUse === null ? null : isoTime(firstUse),
    lastUse: lastUse === null ? null : isoTime(lastUse),
  };
}
