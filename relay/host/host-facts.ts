import { formatBinding, formatIpRange, intersectRanges, knownIpRange, type Snapshot } from "../../model";
import type { CertificateStore } from "../certificates";
import { certificateFacts, type HostFacts } from "../control-api";
import type { LoopDelay } from "../metrics";
import type { RelayOptions } from "../options";
import type { SmtpService } from "../session";
import { diskRoom } from "./watch-host";

export interface HostFactsOptions {
  readonly options: RelayOptions;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly smtp: SmtpService;
  readonly certificates: CertificateStore;
  readonly loopDelay: LoopDelay;
  readonly snapshot: () => Snapshot;
}

/** What the control API tells of the host itself. */
export function hostFacts(facts: HostFactsOptions): HostFacts {
  const { options, startedAt, smtp, certificates, loopDelay, snapshot } = facts;
  return {
    hostName: options.hostName,
    version: options.version,
    startedAt,
    certificate: () => certificateFacts(certificates.fallback.cert, options.smtpTls === null ? "self-made" : "given"),
    listening: () => smtp.listeners().map(formatBinding),
    trustedProxies: () => narrow(snapshot().transport.trustedProxies, options.trustedProxies),
    sessionsByConnector: () => smtp.stats().sessions,
    disk: () => diskRoom(options.dataDir),
    loopDelay: () => loopDelay.quantiles,
    sessions: () => Object.values(smtp.stats().sessions).reduce((sum, count) => sum + count, 0),
  };
}

function narrow(configured: readonly string[], narrowing: readonly string[] | null): readonly string[] {
  if (narrowing === null) return configured;
  return intersectRanges(configured.map(knownIpRange), narrowing.map(knownIpRange)).map(formatIpRange);
}
