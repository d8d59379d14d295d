import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const bindings = [`0.0.0.0:${new pulumi.Config().require("port")}`];

new relay.AcceptedDomain("contoso", { domainName: "contoso.com" });

new relay.ReceiveConnector("frontend", {
  name: "Default Frontend",
  bindings,
  remoteIpRanges: ["0.0.0.0/0"],
  permissionGroups: ["AnonymousUsers"],
});

const crm = new relay.ReceiveConnector("crm", {
  name: "CRM Application",
  bindings,
  remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  permissionGroups: ["AnonymousUsers"],
});

new relay.ConnectorPermission("crm-relay", {
  connector: crm,
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
});
