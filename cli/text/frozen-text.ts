import type { components } from "../../client";
import { printable } from "./printable";

/** Whether the configuration is frozen, in a line. */
export function frozenText(frozen: components["schemas"]["Freeze"] | null): string {
  if (frozen === null) return "The configuration is not frozen.";
  return printable(`The configuration is FROZEN since ${frozen.at} by ${frozen.by}: ${frozen.reason}`);
}
