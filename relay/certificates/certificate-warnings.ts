import { endsSoon } from "../../model";
import { dateFault, isoDay } from "./certificate-dates";
import type { ChosenCertificate } from "./choose-certificate";
import type { HostCertificate } from "./host-certificate";
import type { ConnectorNames } from "./host-certificates";

/** A connector and the certificate that its clients see. */
export interface ShownCertificate {
  readonly connector: ConnectorNames;
  readonly chosen: ChosenCertificate;
}

/** What is wrong with the certificates that clients see, or soon will be, whole sentences. */
export function certificateWarnings(shown: readonly ShownCertificate[], at: number): readonly string[] {
  const users = new Map<HostCertificate, string[]>();
  for (const { connector, chosen } of shown) {
    users.set(chosen.certificate, [...(users.get(chosen.certificate) ?? []), connector.name]);
  }
  const dates = [...users].flatMap(([certificate, names]) => dateWarning(certificate, names, at) ?? []);
  return [...shown.flatMap((one) => choiceWarning(one) ?? []), ...dates];
}

/** What deserves a second look when a connector is written: the warnings, and a certificate that nobody can check. */
export function certificateNotices(shown: ShownCertificate, at: number): readonly string[] {
  const { certificate, by } = shown.chosen;
  const warnings = certificateWarnings([shown], at);
  if (by !== "default" || certificate.origin !== "self-made" || warnings.length > 0) return warnings;
  return [
    `authMechanism holds Tls, and this host has no certificate for receive connector "${shown.connector.name}": its clients ` +
      "see the one that the host made for itself, which they cannot check.",
  ];
}

function choiceWarning({ connector, chosen }: ShownCertificate): string | undefined {
  const { name, tlsCertificateName } = connector;
  const { certificate, by, isFormer } = chosen;
  if (isFormer) {
    return (
      `Receive connector "${name}" shows certificate ${certificate.label}, whose files are gone or hold another one now: ` +
      "it is lost when the host restarts."
    );
  }
  if (tlsCertificateName === null || by === "tlsCertificateName") return undefined;
  return (
    `Receive connector "${name}" names the certificate "${tlsCertificateName}", which this host does not have: ` +
    `its clients see certificate ${certificate.label} instead.`
  );
}

function dateWarning(certificate: HostCertificate, names: readonly string[], at: number): string | undefined {
  const shown = `Certificate ${certificate.label}, which clients of ${connectorsText(names)} see,`;
  const fault = dateFault(certificate, at);
  if (fault !== undefined) return `${shown} ${fault}${certificate.notAfter < at ? ": renew it" : ""}.`;
  if (!endsSoon(certificate.notAfter, at)) return undefined;
  return `${shown} expires on ${isoDay(certificate.notAfter)}: renew it.`;
}

const SHOWN = 3;

function connectorsText(names: readonly string[]): string {
  const quoted = names.slice(0, SHOWN).map((name) => `"${name}"`);
  const rest = names.length - quoted.length;
  const list = rest === 0 ? quoted.join(", ") : `${quoted.join(", ")} and ${rest} more`;
  return `receive connector${names.length === 1 ? "" : "s"} ${list}`;
}
