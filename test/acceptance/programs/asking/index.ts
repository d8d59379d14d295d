import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const config = new pulumi.Config();
const port = config.requireNumber("port");

const crm = new relay.AnonymousRelay("crm", {
  bindings: [`0.0.0.0:${port}`],
  remoteIpRanges: [config.require("address")],
});

const question = { from: "192.168.2.55", to: `0.0.0.0:${port}`, mailFrom: "a@contoso.com", rcptTo: "b@fabrikam.com" };

/** What the host answers once the connector is in force. */
export const reply = relay.explainRelayOutput(question, { dependsOn: crm }).reply;
export const rights = relay
  .getEffectivePermissionsOutput({ connector: crm.connector }, { dependsOn: crm.permission })
  .permissions.apply((permissions) => permissions.flatMap(({ granted }) => granted.length));
export const ranges = relay.getReceiveConnectorOutput({ connector: crm.connector.id }).remoteIpRanges;

// Runs only when the answer is known.
reply.apply((text) => pulumi.log.info(`the host answers: ${text}`));
