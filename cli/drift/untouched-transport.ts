import { changedProperties, settle } from "../../model";
import type { HostObject } from "./drift-host";

/** Whether it is the host's one TransportConfig, as it came: no program needs to declare that. */
export function isUntouchedTransport({ kind, owner, settings }: HostObject): boolean {
  if (kind !== "TransportConfig" || owner !== null) return false;
  const untouched = settle("TransportConfig", {});
  return untouched.ok && changedProperties(untouched.value, settings).length === 0;
}
