import type { SnapshotSendConnector } from "../../model";
import type { RetryLaw } from "../queue";
import type { Clock, EventLog, Spool } from "../spool";
import { type DeliveryWatch, NO_DELIVERY_WATCH } from "../watch";
import type { RouteBackOff } from "./host-health";
import { createNameLookup, type NameLookup } from "./name-lookup";
import type { Notices } from "./notices";

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
  /** TransportConfig.delayNotificationTimeout in milliseconds. */
  readonly delayNotificationTimeout?: () => number;
  /** Who tells senders. @default null: nobody does, and mail that fails is held */
  readonly notices?: Notices | null;
  /** @default null: what each send connector says */
  readonly retry?: RetryLaw | null;
  /** @default null: what each send connector says */
  readonly backOff?: RouteBackOff | null;
  /** Told of every attempt, for metrics and the tracking log. @default nobody is */
  readonly watch?: DeliveryWatch;
}

// New-TransportConfig has no such thing; MessageExpirationTimeout of Set-TransportService is 2 days.
const HOUR = 3_600_000;
const TWO_DAYS = 48 * HOUR;

export function withDefaults(options: DeliveryOptions): Required<DeliveryOptions> {
  return {
    sendConnectorPassword: () => Promise.resolve(null),
    isOwnEndpoint: () => false,
    lookup: options.lookup ?? createNameLookup(),
    messageExpiration: () => TWO_DAYS,
    delayNotificationTimeout: () => 4 * HOUR,
    notices: null,
    retry: null,
    backOff: null,
    watch: NO_DELIVERY_WATCH,
    ...options,
  };
}
