import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { buildConfigDocument } from "../../../model";
import { ApiProblem } from "../api-problem";
import { requireUnbound } from "../authentication";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import type { ConfigStore } from "../../store";
import { PROBLEM_ANSWER, settingsComponent } from "../schemas";
import { supersededRecords } from "../superseded-records";

const DOCUMENT = Type.Object(
  {
    formatVersion: Type.Literal(1),
    revision: Type.Integer(),
    receiveConnectors: Type.Array(
      Type.Unsafe<Record<string, unknown>>({
        type: "object",
        description: `Properties of ${settingsComponent("ReceiveConnector")}, and revision: the newer of two in conflict wins by it.`,
      }),
    ),
    connectorPermissions: Type.Array(Type.Ref(`${settingsComponent("ConnectorPermission")}#`), {
      description: "connector is the connector's name here.",
    }),
    acceptedDomains: Type.Array(Type.Ref(`${settingsComponent("AcceptedDomain")}#`)),
    sendConnectors: Type.Array(Type.Ref(`${settingsComponent("SendConnector")}#`)),
    relayUsers: Type.Array(
      Type.Unsafe<Record<string, unknown>>({
        type: "object",
        description: `Properties of ${settingsComponent("RelayUser")}, and passwordHash when withSecrets asks for it.`,
      }),
    ),
    relayGroups: Type.Array(Type.Ref(`${settingsComponent("RelayGroup")}#`)),
    transportConfig: Type.Ref(`${settingsComponent("TransportConfig")}#`),
  },
  {
    $id: "ConfigDocument",
    description:
      "Everything a host enforces. No secrets are in it, unless withSecrets asks for the hashes of passwords.",
  },
);

const QUERY = Type.Object(
  {
    dropSuperseded: Type.Optional(Type.Boolean({ default: false, description: "Leave out superseded objects." })),
    withSecrets: Type.Optional(
      Type.Boolean({ default: false, description: "With the hashes of accounts' passwords; needs the scope admin." }),
    ),
  },
  { additionalProperties: false },
);

/** The config document of what is committed now. */
export function exportRoutes(app: ControlApiApp, { store, now }: ControlApiParts): void {
  app.addSchema(DOCUMENT);
  const response = { 200: Type.Ref("ConfigDocument#"), default: PROBLEM_ANSWER };
  const schema = { tags: ["Host"], operationId: "exportConfiguration", querystring: QUERY, response };
  app.get("/v1/export", { config: { access: "read" }, schema }, async (request) => {
    const superseded = new Set(
      request.query.dropSuperseded === true ? supersededRecords(store.state).map(({ id }) => id) : [],
    );
    const leaveOut = ({ id }: { readonly id: string }) => superseded.has(id);
    if (request.query.withSecrets !== true) return buildConfigDocument(store.state, { leaveOut });
    requireAdmin(request);
    const { state } = store;
    return buildConfigDocument(state, { leaveOut, passwordHashes: await presentHashes(store, now()) });
  });
}

// Who may read hashes may guess passwords at leisure.
function requireAdmin(request: FastifyRequest): void {
  const { scopes, tokenName } = requireUnbound(request);
  if (scopes.includes("admin")) return;
  const detail = `The hashes of passwords need the scope admin; the token "${tokenName}" has ${scopes.join(", ")}.`;
  throw new ApiProblem("RELAY_SCOPE_MISSING", detail);
}

async function presentHashes({ state, secrets }: ConfigStore, now: number): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  for (const { id, secretVersion } of state.relayUsers.values()) {
    const [present] = secretVersion === null ? [] : await secrets.passwordHashes(id, now);
    if (present !== undefined) known.set(id, present);
  }
  return known;
}
