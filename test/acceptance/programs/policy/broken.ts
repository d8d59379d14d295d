import * as relay from "pulumi-smtp-relay";
import { relayParts } from "./relay-parts";

export function declareBroken(): void {
  // Every rule of the policy pack is broken here.
  const { bindings, anonymous, answeredFor, mayRelay } = relayParts();

  // no-open-relay: two halves are the Internet too, whatever allowWideRelay says.
  new relay.AcceptedDomain("contoso", { domainName: "contoso.com" });
  const inbound = new relay.ReceiveConnector("inbound", {
    ...anonymous,
    ...answeredFor,
    allowWideRelay: "printers of visitors",
    remoteIpRanges: ["0.0.0.0-127.255.255.255", "128.0.0.0/1"],
  });
  mayRelay("inbound-relay", inbound);

  // no-public-anonymous-relay: one address that is not ours.
  const supplier = new relay.ReceiveConnector("supplier", {
    ...anonymous,
    ...answeredFor,
    remoteIpRanges: ["198.51.100.7"],
  });
  mayRelay("supplier-relay", supplier);

  // relay-needs-owner-and-expiry, no-new-access and ceiling: one address more, for ever, and nobody answers for it.
  const crm = new relay.ReceiveConnector("crm", { ...anonymous, remoteIpRanges: ["192.168.2.55-192.168.2.57"] });
  mayRelay("crm-relay", crm);

  // externally-secured-single-hosts: the same two servers as a range, and others that only the update will tell.
  const trust = {
    bindings,
    ...answeredFor,
    permissionGroups: ["ExchangeServers"],
    authMechanism: ["Tls", "ExternalAuthoritative"],
  } satisfies Partial<relay.ReceiveConnectorArgs>;
  new relay.ReceiveConnector("servers", { ...trust, remoteIpRanges: ["192.168.7.1-192.168.7.2"] });
  const later = new relay.RelayGroup("later", {}).revision.apply(() => "192.168.7.9");
  new relay.ReceiveConnector("later-servers", { ...trust, remoteIpRanges: [later] });

  // no-plaintext-passwords: in the program, on the network and in a note.
  new relay.RelayUser("scanner", { password: "correct-horse-42" });
  const people = new relay.ReceiveConnector("people", {
    bindings,
    comment: "password: correct-horse-42",
    remoteIpRanges: ["192.168.8.0/24"],
    permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
    authMechanism: ["Tls", "BasicAuth"],
  });

  // no-mixed-relay-methods: whoever logs in need not have done so.
  mayRelay("people-relay", people, answeredFor);

  // no-shadowed-ranges: halves hide the whole.
  new relay.ReceiveConnector("network", { ...anonymous, remoteIpRanges: ["10.0.0.0/24"] });
  new relay.ReceiveConnector("most", { ...anonymous, remoteIpRanges: ["10.0.0.0/25", "10.0.0.128-10.0.0.255"] });
}
