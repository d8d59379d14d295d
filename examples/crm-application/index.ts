// The CRM server cannot log in and gets "550 5.7.1 Unable to relay". It gets a connector of its own, scoped to its two
// addresses, and one right: no anti-spam bypass, no treatment as an internal sender.
import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const config = new pulumi.Config();
const smtpPort = config.getNumber("smtpPort") ?? 25;

const contoso = new relay.AcceptedDomain("contoso", {
  domainName: "contoso.com",
  owner: "mail team",
});

const crm = new relay.ReceiveConnector("crm", {
  name: "CRM Application",
  bindings: [`0.0.0.0:${smtpPort}`],
  remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  permissionGroups: ["AnonymousUsers"],
  owner: "CRM team",
  reason: "The application cannot authenticate and writes to customers.",
});

const crmRelay = new relay.ConnectorPermission("crm-relay", {
  connector: crm,
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  owner: "CRM team",
  reason: "Customers are outside contoso.com.",
});

const internet = new relay.SendConnector("internet", {
  name: "Internet",
  addressSpaces: ["SMTP:*;1"],
  smartHosts: [config.require("smartHost")],
  requireTls: config.getBoolean("smartHostRequiresTls") ?? true,
});

export const connectorId = crm.id;
export const relayRights = crmRelay.extendedRights;
export const acceptedDomain = contoso.domainName;
export const routes = internet.addressSpaces;
