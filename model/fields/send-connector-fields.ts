import type { SendConnectorSettings } from "../settings";
import { field, type FieldTable } from "./field";
import { comment, reason } from "./note-formats";
import { addressSpaces, smartHosts } from "./route-formats";
import { bool, nullable } from "./scalar";
import { connectorName } from "./text";

const page = (parameter: string) => `New-SendConnector -${parameter}`;

/** Inputs of a send connector, in the order of the config document. */
export const SEND_CONNECTOR_FIELDS: FieldTable<SendConnectorSettings> = {
  name: field(connectorName, {
    doc: "Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case.",
    source: page("Name"),
  }),
  enabled: field(bool, { default: true, doc: "Whether the connector is used as a route.", source: page("Enabled") }),
  comment: field(comment, { default: "", doc: "Free text for people.", source: page("Comment") }),
  addressSpaces: field(addressSpaces, {
    doc: "Recipient domains that the connector is for: SMTP:domain;cost, where the domain is x, *.x (any depth below) or * and the cost is 1 when left out.",
    source: page("AddressSpaces"),
  }),
  smartHosts: field(smartHosts, {
    doc: "Hosts that mail is handed to, tried in this order: host:port or [address]:port; the port is 25 when left out.",
    source: page("SmartHosts"),
  }),
  requireTls: field(bool, {
    default: true,
    doc: "Whether the smart host must encrypt; its certificate is not judged (EncryptionOnly).",
    source: page("RequireTLS"),
  }),
  owner: field(nullable(reason), { default: null, doc: "Who answers for the route.", source: "this project" }),
  reason: field(nullable(reason), { default: null, doc: "Why the route exists.", source: "this project" }),
};
