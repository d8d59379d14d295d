import { createHash } from "node:crypto";
import { canonicalJson } from "../../model";
import type { Finding } from "./finding";

/**
 * Names a drift by what is there: object, properties and their values on the host. Changed once more it is another
 * drift; changed by somebody else to the same values it is the same.
 */
export function fingerprint({ kind, objectKind, name, declared, actual, properties }: Finding): string {
  const object = actual?.id ?? declared?.id ?? name;
  const there = properties.map(({ property, actual: value, isSecret }) => [
    property,
    isSecret === true ? (actual?.revision ?? null) : (value ?? null),
  ]);
  const whole = { kind, objectKind, object, there, ...standing(kind, actual) };
  return createHash("sha256").update(canonicalJson(whole)).digest("hex");
}

function standing(kind: Finding["kind"], actual: Finding["actual"]) {
  switch (kind) {
    case "password-changed":
      return { secretVersion: actual?.secretVersion ?? null };
    case "undeclared":
    case "undeclared-right":
    case "left-over":
      return { settings: actual?.settings ?? null };
    case "taken":
      return { owner: actual?.owner ?? null };
    case "changed":
    case "deleted":
    case "pending":
    case "not-made":
    case "superseded":
    case "other-stack":
      return {};
  }
}
