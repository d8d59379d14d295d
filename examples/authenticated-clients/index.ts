// Whoever can log in needs no trust in an address. BasicAuth is offered after STARTTLS only.
import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const config = new pulumi.Config();
const submissionPort = config.getNumber("submissionPort") ?? 587;

new relay.AcceptedDomain("contoso", { domainName: "contoso.com", owner: "mail team" });

// A login proves who it is, not who it writes as: that is what allowedSenders says.
const crm = new relay.RelayUser("crm", {
  username: "crm",
  password: config.requireSecret("crmPassword"),
  allowedSenders: ["crm@contoso.com"],
  owner: "CRM team",
});

const clients = new relay.AuthenticatedRelay("clients", {
  name: "Client Submission",
  bindings: [`0.0.0.0:${submissionPort}`],
  remoteIpRanges: ["10.20.0.0/24"],
  owner: "mail team",
});

new relay.SendConnector("internet", {
  name: "Internet",
  addressSpaces: ["SMTP:*;1"],
  smartHosts: [config.require("smartHost")],
  requireTls: config.getBoolean("smartHostRequiresTls") ?? true,
});

export const connectorId = clients.connector.id;
export const account = crm.username;
