import { lintConfiguration, type LintName } from "../../model";
import type { RelayRule } from "../rule";
import { nameOf } from "../stack-object";

/** Which ranges without a client of their own are let be. */
export interface NoShadowedRangesConfig {
  /** Also ranges that others of the same connector make superfluous. */
  readonly redundant: boolean;
}

const SHADOWED: readonly LintName[] = ["range-never-matches", "range-partly-superseded"];

export const NO_SHADOWED_RANGES: RelayRule<NoShadowedRangesConfig> = {
  name: "no-shadowed-ranges",
  title: "Every client range matches",
  description:
    "A client range of one connector is not hidden by smaller or newer ranges of others: what stands there would be read as in force and never is.",
  remedy: "Take the range out, or make the ranges that hide it smaller.",
  level: "advisory",
  severity: "medium",
  scope: "stack",
  needs: ["enabled", "bindings", "remoteIpRanges"],
  config: {
    redundant: {
      type: "boolean",
      default: false,
      description: "Also report ranges whose clients the same connector serves without them.",
    },
  },
  judge: ({ world: { state }, at, objectOf }, { redundant = false }) => {
    const lints = redundant ? [...SHADOWED, "redundant-range"] : SHADOWED;
    return lintConfiguration({ state, at })
      .filter(({ lint }) => lints.includes(lint))
      .map(({ id, message }) => {
        const connector = objectOf(id);
        return { urn: connector?.urn, message: connector === undefined ? message : `${nameOf(connector)}: ${message}` };
      });
  },
};
