// Three application servers, three needs, three connectors. Sharing one would give each what another needs.
import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const config = new pulumi.Config();
const bindings = [`0.0.0.0:${config.getNumber("smtpPort") ?? 25}`];

new relay.AcceptedDomain("contoso", { domainName: "contoso.com", owner: "mail team" });

// SharePoint sends alerts to colleagues only: it submits, and needs no relay.
const sharepoint = new relay.ReceiveConnector("sharepoint", {
  name: "SharePoint",
  bindings,
  remoteIpRanges: ["192.168.2.50"],
  permissionGroups: ["AnonymousUsers"],
  owner: "SharePoint team",
  reason: "Alerts to people at contoso.com.",
});

// The CRM writes to customers.
const crm = new relay.AnonymousRelay("crm", {
  name: "CRM Application",
  bindings,
  remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  owner: "CRM team",
  reason: "The application cannot authenticate and writes to customers.",
});

// The website stands where the Internet reaches it: it relays as one sender, whoever takes it over.
const website = new relay.AnonymousRelay("website", {
  name: "Website",
  bindings,
  remoteIpRanges: ["192.168.3.10"],
  onlySenders: ["noreply@contoso.com"],
  owner: "web team",
  reason: "Order confirmations.",
});

new relay.SendConnector("internet", {
  name: "Internet",
  addressSpaces: ["SMTP:*;1"],
  smartHosts: [config.require("smartHost")],
  requireTls: config.getBoolean("smartHostRequiresTls") ?? true,
});

export const connectorIds = [sharepoint.id, crm.connector.id, website.connector.id];
