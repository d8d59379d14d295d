// The ERP's mail gateway stands on a network of its own, behind a firewall: the network proves who it is. Group and
// mechanism come in one declaration, so the order in which Exchange's dialog wants them does not matter.
import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const config = new pulumi.Config();
const smtpPort = config.getNumber("smtpPort") ?? 25;

new relay.AcceptedDomain("contoso", { domainName: "contoso.com", owner: "mail team" });

const erp = new relay.ExternallySecuredRelay("erp", {
  name: "ERP Gateway",
  bindings: [`0.0.0.0:${smtpPort}`],
  remoteIpRanges: ["10.20.30.40"],
  owner: "ERP team",
  reason: "The gateway sends as people of contoso.com, with large attachments, and cannot log in.",
});

new relay.SendConnector("internet", {
  name: "Internet",
  addressSpaces: ["SMTP:*;1"],
  smartHosts: [config.require("smartHost")],
  requireTls: config.getBoolean("smartHostRequiresTls") ?? true,
});

export const connectorId = erp.connector.id;
