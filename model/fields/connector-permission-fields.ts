import type { ConnectorPermissionSettings } from "../settings";
import { connectorId, extendedRights, principal } from "./access-formats";
import { field, type FieldTable } from "./field";
import { instant } from "./instant-format";
import { reason } from "./note-formats";
import { choice, nullable } from "./scalar";

/** Inputs of an explicit entry, in the order of the config document. */
export const CONNECTOR_PERMISSION_FIELDS: FieldTable<ConnectorPermissionSettings> = {
  connector: field(connectorId, {
    onChange: "replace",
    doc: "The receive connector: its id (in a config document its name).",
    source: "Add-ADPermission -Identity",
  }),
  principal: field(principal, {
    onChange: "replace",
    doc: "Whom the entry concerns, by name with its prefix or by SID, such as NT AUTHORITY\\ANONYMOUS LOGON.",
    source: "Add-ADPermission -User",
  }),
  access: field(choice(["Allow", "Deny"]), {
    default: "Allow",
    doc: "Whether the rights are given or taken; a Deny wins over every Allow.",
    source: "Add-ADPermission -Deny",
  }),
  extendedRights: field(extendedRights, {
    doc: "The extended rights, at least one, such as ms-Exch-SMTP-Accept-Any-Recipient.",
    source: "Add-ADPermission -ExtendedRights",
  }),
  expiresAt: field(nullable(instant), {
    default: null,
    doc: "From this instant on the entry allows nothing; null: never. A Deny has none.",
    source: "this project",
  }),
  owner: field(nullable(reason), { default: null, doc: "Who answers for the entry.", source: "this project" }),
  reason: field(nullable(reason), { default: null, doc: "Why the entry exists.", source: "this project" }),
  ticket: field(nullable(reason), { default: null, doc: "Where the entry was asked for.", source: "this project" }),
};
