import type { RefusalFacts } from "./refusal";

/** A stranger of the CRM's network that may not relay, but for what a test changes. */
export function refusalFacts(changes: Partial<RefusalFacts> = {}): RefusalFacts {
  return {
    client: "192.168.2.57",
    local: "10.0.0.1:25",
    tls: false,
    helo: "crm",
    session: "0A1B",
    identity: "NT AUTHORITY\\ANONYMOUS LOGON",
    sender: "crm@contoso.com",
    recipient: "customer@fabrikam.com",
    connectorId: "1",
    connector: "Default",
    range: "0.0.0.0/0",
    reason: "no-relay-right",
    right: "ms-Exch-SMTP-Accept-Any-Recipient",
    principal: null,
    entry: null,
    revision: 3,
    reply: "550 5.7.1 Unable to relay",
    ...changes,
  };
}
