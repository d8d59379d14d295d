import { failure } from "../fields/outcome";
import type { SettingsRule } from "./settings-rule";

/** What an explicit entry's inputs demand of each other. */
export const CONNECTOR_PERMISSION_RULES: readonly SettingsRule<"ConnectorPermission">[] = [
  {
    id: "P1",
    code: "RELAY_EXPIRY_OF_DENY",
    properties: ["access", "expiresAt"],
    rule: "Only an Allow has expiresAt: time takes rights away, it never gives them.",
    source: "this project",
    judge({ access, expiresAt }) {
      if (access !== "Deny" || expiresAt === null) return [];
      const complaint = `is ${expiresAt} and access is Deny: take it out, or the rights would come back by themselves.`;
      return [failure(this.code, "expiresAt", complaint)];
    },
  },
];
