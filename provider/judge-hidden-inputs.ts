import type { CheckFailure, Properties } from "./dynamic-provider";
import { holdsUnknown } from "./unknown-value";

const RULES: Readonly<Record<string, { readonly accepts: (value: unknown) => boolean; readonly expected: string }>> = {
  logicalId: { accepts: isText, expected: "the SDK's name for the declaration" },
  stack: {
    accepts: (value) => isText(value) && /^[^/]+\/[^/]+\/[^/]+$/.test(value),
    expected: "organisation/project/stack",
  },
  adoptExisting: { accepts: (value) => typeof value === "boolean", expected: "true or false" },
  unmanagedPermissions: {
    accepts: (value) => value === "revoke" || value === "report",
    expected: '"revoke" or "report"',
  },
  unmanagedEntries: { accepts: Array.isArray, expected: "left out" },
  passwordGiven: { accepts: (value) => value === "secret" || value === "plain", expected: '"secret" or "plain"' },
  connectorName: { accepts: isText, expected: "the connector's name" },
};

const REQUIRED = ["logicalId", "stack"];

/** Judges the inputs beside the settings; what is not known yet passes. */
export function judgeHiddenInputs(hidden: Properties): readonly CheckFailure[] {
  const wrong = Object.entries(hidden).flatMap(([property, value]) => {
    const rule = RULES[property];
    if (rule === undefined || holdsUnknown(value) || rule.accepts(value)) return [];
    return [{ property, reason: `${property} is ${JSON.stringify(value)}: it must be ${rule.expected}.` }];
  });
  const missing = REQUIRED.filter((property) => hidden[property] === undefined).map((property) => ({
    property,
    reason: `${property} is missing: declare the resource with the classes of pulumi-smtp-relay.`,
  }));
  return [...wrong, ...missing];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
