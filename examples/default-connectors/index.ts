// What an Exchange administrator expects to find: five connectors, of which none lets a stranger relay.
import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const config = new pulumi.Config();

new relay.AcceptedDomain("contoso", { domainName: "contoso.com", owner: "mail team" });

const defaults = new relay.DefaultConnectors("defaults", {
  release: "2016",
  server: config.get("serverName") ?? "EX01",
  // Nothing here: the ports of setup, on IPv4 and IPv6.
  ...config.getObject<{ ports?: Record<string, number>; families?: "IPv4" }>("placement"),
});

export const connectors = Object.values(defaults.connectors).map(({ name }) => name);
