import type { SnapshotSendConnector } from "../../model";
import { DEFAULT_RETRY_LAW, type RetryLaw } from "../queue";
import type { Clock, EventLog, Spool } from "../spool";
import { type DeliveryWatch, NO_DELIVERY_WATCH } from "../watch";
import { DEFAULT_ROUTE_BACK_OFF, type RouteBackOff } from "./host-health";
import { createNameLookup, type NameLookup } from "./name-lookup";

export interface DeliveryOptions {
  readonly spool: Pick<Spool, "claims" | "counts">;
  /** The send connector for a lower-case A-label domain, by the configuration in force now. */
  readonly routeRecipient: (domain: string) => SnapshotSendConnector | undefined;
  /** Name in EHLO where the send connector has none. */
  readonly hostname: string;
  readonly clock: Clock;
  readonly log: EventLog;
  /** In [0, 1). */
  readonly random: () => number;
  /** Password of a send connector's account, asked for at each connection; null when none is stored. */
  readonly sendConnectorPassword?: (connectorId: string) => Promise<string | null>;
  /** True when a listener of this host is there: its mail would come straight back. */
  readonly isOwnEndpoint?: (address: string, port: number) => boolean;
  readonly lookup?: NameLookup;
  /** TransportConfig.messageExpiration in milliseconds, asked for at each attempt. */
  readonly messageExpiration?: () => number;
  readonly retry?: RetryLaw;
  readonly backOff?: RouteBackOff;
  /** Told of every attempt, for metrics and the tracking log. @default nobody is */
  readonly watch?: DeliveryWatch;
}

// New-TransportConfig has no such thing; MessageExpirationTimeout of Set-TransportService is 2 days.
const TWO_DAYS = 2 * 24 * 3_600_000;

export function withDefaults(options: DeliveryOptions): Required<DeliveryOptions> {
  return {
    sendConnectorPassword: () => Promise.resolve(null),
    isOwnEndpoint: () => false,
    lookup: options.lookup ?? createNameLookup(),
    messageExpiration: () => TWO_DAYS,
    retry: DEFAULT_RETRY_LAW,
    backOff: DEFAULT_ROUTE_BACK_OFF,
    watch: NO_DELIVERY_WATCH,
    ...options,
  };
}
