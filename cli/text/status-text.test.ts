import type { Expiry } from "../../model";
import type { ConnectorReport } from "../connector-report";
import { STATUS } from "./status-fixture";
import { statusText } from "./status-text";

const CONNECTOR: ConnectorReport = {
  declaredIn: { commit: "3f2a91c0b7de4a5f6071829304a5b6c7d8e9f001", file: "index.ts", line: 42 },
  id: "1",
  name: "Old",
  enabled: false,
  bindings: ["0.0.0.0:25"],
  remoteIpRanges: ["10.0.0.0/16", "10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16", "10.5.0.0/16"],
  permissionGroups: ["AnonymousUsers"],
  authMechanism: ["Tls"],
  stack: "acme/crm/prod",
  supersededSince: "2026-01-02T00:00:00Z",
  relayLimitedTo: ["10.0.0.0/16"],
  maySubmit: [],
  mayRelay: ["anonymous"],
  observeOnly: false,
  unmanagedEntries: 2,
};

const EXPIRIES: readonly Expiry[] = [
  {
    kind: "ConnectorPermission",
    name: "ms-Exch-SMTP-Accept-Any-Recipient of CRM on Old",
    expiresAt: "2026-01-01T00:00:00Z",
    isExpired: true,
    owner: null,
  },
  { kind: "ReceiveConnector", name: "Old", expiresAt: "2026-01-09T00:00:00Z", isExpired: false, owner: "mail team" },
];

test("what needs a hand comes first, and nothing that is wrong is left out", () => {
  expect(statusText(STATUS, [CONNECTOR], EXPIRIES)).toBe(`relay.contoso.com is NOT READY
! Revision 8 is committed, revision 7 is in force.
! Certificate mail expired on 2026-01-01: renew it.
! 1 recipient is held for want of a route.
  version          0.1.0 on Node v24.21.0
  up               1 day, since 2026-01-01T00:00:00Z
  installation     UUID, epoch 2
  revision         8 committed, 7 in force
  store            postgres://relay@db.contoso.com:5432/relay
  listeners        none
  sessions         3
  trusted proxies  10.0.0.4 (configured: 10.0.0.4, 10.0.0.5)
  certificate      none
  disk             5.0 GB free of 20.0 GB, spool log 0 B
  memory           100 MB
  audit head       entry 12, HASH

Receive connectors
  NAME            BINDINGS    CLIENTS                                           MAY RELAY                                     MAY SUBMIT  DECLARED BY
  Old (disabled)  0.0.0.0:25  10.0.0.0/16, 10.2.0.0/16, 10.3.0.0/16 and 2 more  anonymous (withheld except from 10.0.0.0/16)  nobody      acme/crm/prod, index.ts:42, commit 3f2a91c0b7de; 2 rights by nobody

Hosts of the store
  HOST  VERSION  IN FORCE    LAST SEEN
  mx1   0.1.0    revision 7  1 second ago
  mx2   0.1.0    revision 8  1 minute ago

Expired, or soon to be
  ConnectorPermission ms-Exch-SMTP-Accept-Any-Recipient of CRM on Old: EXPIRED, grants nothing since 2026-01-01T00:00:00Z
  ReceiveConnector Old: until 2026-01-09T00:00:00Z, owner mail team

Superseded
  ReceiveConnector Old of acme/crm/prod, since 2026-01-02T00:00:00Z

Ranges held for a moment
  10.1.0.0/16 by connector 1 of acme/crm/prod, until 2026-01-02T00:00:30Z

Queue
  NO NEW MAIL IS TAKEN: disk-low
  2 messages
  recipients: 1 queued, 0 being delivered, held: 1 no-route, 2 failed
  5 delivered, 1 deferred, 2 failed since the start

Routes
  Out to mx:25: held until 2026-01-02T00:01:00Z: connect ECONNREFUSED`);
});

test("a host without connectors says that nobody can connect", () => {
  expect(statusText(STATUS, [], [])).toContain("Receive connectors\n  none: nobody can connect");
});
