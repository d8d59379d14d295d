import { changedProperties, type Kind, transportDefaults } from "../model";

interface HostObject {
  readonly kind: Kind;
  readonly owner: object | null;
  readonly settings: object;
}

/** Whether it is the host's one TransportConfig, as it came: no program needs to declare that. */
export function isUntouchedTransport({ kind, owner, settings }: HostObject): boolean {
  return kind === "TransportConfig" && owner === null && changedProperties(transportDefaults(), settings).length === 0;
}
