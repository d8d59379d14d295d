import { Type } from "typebox";
import { buildConfigDocument } from "../../../model";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
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
    relayUsers: Type.Array(Type.Ref(`${settingsComponent("RelayUser")}#`)),
    relayGroups: Type.Array(Type.Ref(`${settingsComponent("RelayGroup")}#`)),
    transportConfig: Type.Ref(`${settingsComponent("TransportConfig")}#`),
  },
  { $id: "ConfigDocument", description: "Everything a host enforces. Secrets are never in it." },
);

const QUERY = Type.Object(
  { dropSuperseded: Type.Optional(Type.Boolean({ default: false, description: "Leave out superseded objects." })) },
  { additionalProperties: false },
);

/** The config document of what is committed now. */
export function exportRoutes(app: ControlApiApp, { store }: ControlApiParts): void {
  app.addSchema(DOCUMENT);
  const response = { 200: Type.Ref("ConfigDocument#"), default: PROBLEM_ANSWER };
  const schema = { tags: ["Host"], operationId: "exportConfiguration", querystring: QUERY, response };
  app.get("/v1/export", { config: { access: "read" }, schema }, async (request) => {
    const superseded = new Set(
      request.query.dropSuperseded === true ? supersededRecords(store.state).map(({ id }) => id) : [],
    );
    return buildConfigDocument(store.state, { leaveOut: ({ id }) => superseded.has(id) });
  });
}
