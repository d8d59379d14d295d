import { Type } from "typebox";
import {
  AUTHENTICATED_USERS,
  type DecidedBy,
  type EffectiveRights,
  objectsOfKind,
  presetEntries,
  type SnapshotConnector,
} from "../../../model";
import { ApiProblem } from "../api-problem";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { EFFECTIVE_PERMISSIONS, PROBLEM_ANSWER } from "../schemas";
import { ID_PARAMETER, notFound } from "./collection";

const QUESTION = Type.Object({
  user: Type.Optional(
    Type.String({ minLength: 1, maxLength: 256, description: "Account whose session is asked about." }),
  ),
});

/** Who holds which rights on a connector, and by which entry: groups, explicit entries and denies put together. */
export function effectivePermissionsRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(EFFECTIVE_PERMISSIONS);
  const response = { 200: Type.Ref("EffectivePermissions#"), default: PROBLEM_ANSWER };
  const schema = { tags: ["ReceiveConnector"], operationId: "getEffectivePermissions", response };
  app.get(
    "/v1/receive-connectors/:id/effective-permissions",
    { config: { access: "read" }, schema: { ...schema, params: ID_PARAMETER, querystring: QUESTION } },
    async ({ params: { id }, query: { user } }) => {
      const { current } = parts.configuration;
      const connector = current.connectors.get(id);
      if (connector === undefined) throw notFound("ReceiveConnector", id);
      const sessions = user === undefined ? namedPrincipals(parts, connector) : [sessionOf(parts, user)];
      const permissions = sessions.map((principals) => ({
        principals,
        ...listed(connector.rightsOf(principals, parts.now())),
      }));
      return { revision: current.revision, connectorId: id, connectorName: connector.name, permissions };
    },
  );
}

/** Every principal that a group or an entry of the connector names, each alone. */
function namedPrincipals({ store }: ControlApiParts, { id, settings }: SnapshotConnector): string[][] {
  const preset = settings.permissionGroups.flatMap((group) => presetEntries(group));
  const explicit = [...objectsOfKind(store.state, "ConnectorPermission").values()]
    .map((object) => object.settings)
    .filter(({ connector }) => connector === id);
  const names = new Set([...preset, ...explicit].map(({ principal }) => principal));
  return [...names].sort().map((name) => [name]);
}

/** Principals of a session that the account has logged in to. */
function sessionOf({ configuration }: ControlApiParts, user: string): string[] {
  const account = configuration.current.users.byName(user);
  if (account !== undefined) return [AUTHENTICATED_USERS, account.username, ...account.groups];
  throw new ApiProblem("RELAY_NOT_FOUND", `There is no account ${JSON.stringify(user)} on this installation.`);
}

interface ListedRights {
  readonly granted: { right: string; by: DecidedBy }[];
  readonly denied: { right: string; by: DecidedBy }[];
}

function listed({ granted, denied }: EffectiveRights): ListedRights {
  const list = (rights: EffectiveRights["granted"]) => [...rights].map(([right, by]) => ({ right, by }));
  return { granted: list(granted), denied: list(denied) };
}
