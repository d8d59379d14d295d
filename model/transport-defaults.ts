import { settle } from "./settle";
import type { TransportConfigSettings } from "./settings";

/** What every host has before anybody configures it, and after its owner lets go. */
export function transportDefaults(): TransportConfigSettings {
  const settled = settle("TransportConfig", {});
  if (!settled.ok) throw new TypeError("The defaults of TransportConfig are not valid.");
  return settled.value;
}
