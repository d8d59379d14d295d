// Relay Restrictions of an SMTP virtual server: the words of the dialog, and what it did.
import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const config = new pulumi.Config();
const smtpPort = config.getNumber("smtpPort") ?? 25;

new relay.AcceptedDomain("contoso", { domainName: "contoso.com", owner: "mail team" });

const virtualServer = new relay.ExchangeDialog2003("virtual-server", {
  bindings: [`0.0.0.0:${smtpPort}`],
  computersWhichMayRelay: "Only the list below",
  // A single computer, and a group of computers with its mask, as the dialog shows them.
  list: ["192.168.2.55", "192.168.3.0 (255.255.255.192)"],
  allowAllComputersWhichSuccessfullyAuthenticate: true,
  owner: "mail team",
});

new relay.SendConnector("internet", {
  name: "Internet",
  addressSpaces: ["SMTP:*;1"],
  smartHosts: [config.require("smartHost")],
  requireTls: config.getBoolean("smartHostRequiresTls") ?? true,
});

export const everybodyId = virtualServer.everybody.id;
