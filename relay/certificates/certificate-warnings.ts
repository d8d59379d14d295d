import { dateFault, isoDay } from "./certificate-dates";
import type { ChosenCertificate } from "./choose-certificate";
import type { ConnectorNames } from "./host-certificates";

/** Days before its end from which a certificate is warned of. */
const WARNING_DAYS = 14;
const DAY_MS = 86_400_000;

interface Standing {
  readonly chosen: ChosenCertificate;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What is wrong with the certificate that a connector's clients see, whole sentences. */
export function certificateWarnings(connector: ConnectorNames, standing: Standing): readonly string[] {
  const { certificate } = standing.chosen;
  const shown = `Receive connector "${connector.name}" shows certificate ${certificate.label}`;
  return [...choiceWarnings(connector, standing.chosen), ...dateWarnings(shown, standing)];
}

function choiceWarnings({ name, tlsCertificateName }: ConnectorNames, chosen: ChosenCertificate): readonly string[] {
  const { certificate, by, isFormer } = chosen;
  if (isFormer) {
    return [
      `Receive connector "${name}" shows certificate ${certificate.label}, whose files are gone or hold another one now: ` +
        "it is lost when the host restarts.",
    ];
  }
  if (tlsCertificateName === null || by === "tlsCertificateName") return [];
  return [
    `Receive connector "${name}" names the certificate "${tlsCertificateName}", which this host does not have: ` +
      `clients see certificate ${certificate.label} instead.`,
  ];
}

function dateWarnings(shown: string, { chosen: { certificate }, at }: Standing): readonly string[] {
  const fault = dateFault(certificate, at);
  if (fault !== undefined) return [`${shown}, which ${fault}: renew it.`];
  if (certificate.notAfter - at > WARNING_DAYS * DAY_MS) return [];
  return [`${shown}, which expires on ${isoDay(certificate.notAfter)}: renew it.`];
}
