import type { ControlCalls } from "./control-calls";

export interface CrmOptions {
  /** Port on loopback. */
  readonly port: number;
}

/** Makes option 2 by hand: a connector for loopback, and the one right with which it relays. */
export async function makeCrmByHand(byHand: ControlCalls, { port }: CrmOptions): Promise<void> {
  const { id } = await byHand.create("ReceiveConnector", {
    name: "CRM Application",
    bindings: [`127.0.0.1:${port}`],
    remoteIpRanges: ["127.0.0.1"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
  });
  await byHand.create("ConnectorPermission", {
    connector: id,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  });
}
