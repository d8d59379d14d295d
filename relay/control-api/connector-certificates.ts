import { findObject, type Kind, type ObjectRecord, type RecordedState, type SettingsOf } from "../../model";
import { ApiProblem } from "./api-problem";
import type { ControlApiParts } from "./control-api-parts";

type Certificates = Pick<ControlApiParts, "certificates" | "store">;
type Connector = SettingsOf["ReceiveConnector"];

/** A write of settings, as far as certificates go. */
interface SettingsWrite {
  readonly kind: Kind;
  readonly settings: SettingsOf[Kind];
  /** The object to update; left out for a create. */
  readonly id?: string;
}

/**
 * Refuses a tlsCertificateName that no usable certificate of this host has. One that stays what it was is taken: a
 * certificate that has expired meanwhile must not stand in the way of other changes.
 *
 * @throws ApiProblem
 */
export async function requireUsableCertificate(
  { certificates, store }: Certificates,
  write: SettingsWrite,
): Promise<void> {
  if (write.kind !== "ReceiveConnector") return;
  const settings = write.settings as Connector;
  const { tlsCertificateName } = settings;
  if (tlsCertificateName === null || tlsCertificateName === nameBefore(store.state, settings, write.id)) return;
  // Its files may have come a moment ago.
  if (certificates.judgeName(tlsCertificateName) !== null) await certificates.reload();
  const problem = certificates.judgeName(tlsCertificateName);
  if (problem !== null) throw new ApiProblem("RELAY_CERTIFICATE_UNUSABLE", problem, { property: "tlsCertificateName" });
}

// A create may take over the connector of its name.
function nameBefore(state: RecordedState, { name }: Connector, id: string | undefined): string | null | undefined {
  const before =
    id === undefined
      ? [...state.receiveConnectors.values()].find(({ settings }) => settings.name.toLowerCase() === name.toLowerCase())
      : findObject(state, "ReceiveConnector", id);
  return before?.settings.tlsCertificateName;
}

/** What of a connector's certificate deserves a second look: all to whoever writes by hand, to programs what is wrong. */
export function certificateNotices(
  { certificates }: Certificates,
  { kind, settings }: ObjectRecord,
  { byHand }: { readonly byHand: boolean },
): readonly string[] {
  const connector = settings as Connector;
  if (kind !== "ReceiveConnector" || !showsCertificate(connector)) return [];
  return byHand ? certificates.notices(connector) : certificates.warnings([connector]);
}

/** What is wrong with the certificates of this host, whole sentences. Service goes on. */
export function certificateWarnings({ certificates, store }: Certificates): readonly string[] {
  const connectors = [...store.state.receiveConnectors.values()].map(({ settings }) => settings);
  return [...certificates.problems(), ...certificates.warnings(connectors.filter(showsCertificate))];
}

function showsCertificate({ enabled, authMechanism }: Connector): boolean {
  return enabled && authMechanism.includes("Tls");
}
