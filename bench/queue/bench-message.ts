import type { NewMessage } from "../../relay/spool";

/** What benches store, all but its id. */
export const BENCH_MESSAGE: Omit<NewMessage, "queueId"> = {
  sender: "a@contoso.com",
  recipients: [{ address: "c@fabrikam.com" }],
  bodyType: "7BIT",
  smtpUtf8: false,
  receivedAt: 0,
  origin: {
    connectorId: "4b1c2f6e-0000-4000-8000-000000000000",
    connectorName: "CRM Application",
    clientAddress: "192.168.2.55",
    helo: "crm.contoso.com",
    tls: false,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    authAs: "Anonymous",
    authMechanism: "none",
    sessionId: "M0",
  },
};
