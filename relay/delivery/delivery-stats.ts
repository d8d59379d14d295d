/** One smart host of one send connector, or one domain that DNS finds the hosts of. */
export interface RouteStats {
  readonly connectorId: string;
  readonly connectorName: string;
  /** `host:port`, or `MX of domain`. */
  readonly smartHost: string;
  readonly state: "working" | "held";
  /** Epoch milliseconds; null unless held. */
  readonly heldUntil: number | null;
  readonly lastFault: string | null;
  readonly connections: number;
  readonly idleConnections: number;
}

/** Mail on its way through one send connector. */
export interface SendConnectorStats {
  readonly name: string;
  /** Messages due that wait for a connection or for their route. */
  readonly waiting: number;
  /** Transactions going on. */
  readonly sending: number;
}

export interface DeliveryStats {
  /** Those with mail on its way. */
  readonly connectors: readonly SendConnectorStats[];
  readonly routes: readonly RouteStats[];
  /** Transactions going on. */
  readonly inFlight: number;
  /** Messages due that wait for a connection or for their route. */
  readonly waiting: number;
  /** Recipients since the start. */
  readonly delivered: number;
  readonly deferred: number;
  readonly failed: number;
  /** Transactions whose outcome the next hop never told: they are tried again and may arrive twice. */
  readonly possibleDuplicates: number;
  /** Whole sentences about what somebody should see to; empty when all is well. */
  readonly alarms: readonly string[];
}
