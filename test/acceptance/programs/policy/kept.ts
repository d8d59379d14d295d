import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";
import { relayParts } from "./relay-parts";

export function declareKept(): void {
  // Every rule of the policy pack is nearly broken here, and none is.
  const config = new pulumi.Config();
  const { bindings, anonymous, answeredFor, mayRelay } = relayParts();

  // no-open-relay: everybody may write to us, and nobody relays.
  new relay.AcceptedDomain("contoso", { domainName: "contoso.com" });
  new relay.ReceiveConnector("inbound", { ...anonymous, remoteIpRanges: ["0.0.0.0/0"] });

  // no-public-anonymous-relay, and no-open-relay once more: 256 public addresses, all of them our own.
  const branches = new relay.ReceiveConnector("branches", {
    ...anonymous,
    ...answeredFor,
    remoteIpRanges: ["203.0.113.0/25", "203.0.113.128-203.0.113.255"],
  });
  mayRelay("branches-relay", branches);

  // relay-needs-owner-and-expiry: the owner of the one, the end of the other.
  const crm = new relay.ReceiveConnector("crm", {
    ...anonymous,
    owner: "CRM team",
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  });
  mayRelay("crm-relay", crm, { expiresAt: answeredFor.expiresAt });

  // externally-secured-single-hosts: two servers, one by one.
  new relay.ReceiveConnector("servers", {
    bindings,
    ...answeredFor,
    remoteIpRanges: ["192.168.7.1", "192.168.7.2/32"],
    permissionGroups: ["ExchangeServers"],
    authMechanism: ["Tls", "ExternalAuthoritative"],
  });

  // no-plaintext-passwords and no-mixed-relay-methods: people log in with TLS, and only they relay.
  new relay.ReceiveConnector("people", {
    bindings,
    comment: "The password is in the vault.",
    remoteIpRanges: ["192.168.8.0/24"],
    permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
    authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
  });
  new relay.RelayUser("scanner", { password: config.requireSecret("password") });

  // no-shadowed-ranges: one address of the network is left.
  new relay.ReceiveConnector("network", { ...anonymous, remoteIpRanges: ["10.0.0.0/24"] });
  new relay.ReceiveConnector("most", { ...anonymous, remoteIpRanges: ["10.0.0.0-10.0.0.254"] });
}
