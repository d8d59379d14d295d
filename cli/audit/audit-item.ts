import type { components } from "../../client";
import type { AuditEntry } from "../../model";

/** An entry of the audit as the control API answers it. */
export type AuditItem = components["schemas"]["AuditEntry"];

/** The entry that its hash was made of: there, times are epoch milliseconds. */
export function auditEntry(item: AuditItem): AuditEntry {
  // The OpenAPI document knows the closed lists of actions, kinds and codes as texts.
  return { ...item, at: Date.parse(item.at) } as unknown as AuditEntry;
}
