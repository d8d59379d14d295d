import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

/** What both programs are made of. */
export function relayParts() {
  const bindings = [`0.0.0.0:${new pulumi.Config().require("port")}`];
  const anonymous = { bindings, permissionGroups: ["AnonymousUsers"] } satisfies Partial<relay.ReceiveConnectorArgs>;
  const answeredFor = { owner: "mail team", expiresAt: "2099-01-31T00:00:00Z" };
  return { bindings, anonymous, answeredFor, mayRelay };
}

function mayRelay(
  name: string,
  connector: relay.ReceiveConnector,
  more: Partial<relay.ConnectorPermissionArgs> = {},
): void {
  const principal = "NT AUTHORITY\\ANONYMOUS LOGON";
  const extendedRights: relay.ExtendedRight[] = ["ms-Exch-SMTP-Accept-Any-Recipient"];
  new relay.ConnectorPermission(name, { connector, principal, extendedRights, ...more });
}
