import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SendConnectorSettings, settle, type SnapshotSendConnector } from "../../model";
import { startDelivery, type Delivery, type DeliveryOptions } from "../../relay/delivery";
import { openSpool, type MessageOrigin, type NewMessage, type Spool } from "../../relay/spool";

export const ORIGIN: MessageOrigin = {
  connectorId: "c1",
  connectorName: "CRM Application",
  clientAddress: "192.168.2.55",
  helo: "crm.contoso.com",
  tls: false,
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  authAs: "Anonymous",
  authMechanism: "none",
  sessionId: "s1",
};

export const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function newMessage(queueId: string, recipients: readonly string[], more: Partial<NewMessage> = {}): NewMessage {
  return {
    queueId,
    sender: "crm@contoso.com",
    recipients: recipients.map((address) => ({ address })),
    bodyType: "7BIT",
    smtpUtf8: false,
    origin: ORIGIN,
    receivedAt: Date.now(),
    ...more,
  };
}

export async function put(spool: Spool, message: NewMessage, body: Buffer): Promise<void> {
  const writer = spool.begin(message);
  for (let at = 0; at < body.length; at += 60_000) await writer.write(body.subarray(at, at + 60_000));
  await writer.commit();
}

export function sendConnector(
  id: string,
  smartHosts: readonly string[],
  more: Partial<SendConnectorSettings> = {},
): SnapshotSendConnector {
  const settled = settle("SendConnector", { name: id, addressSpaces: ["*"], smartHosts, requireTls: false, ...more });
  if (!settled.ok) throw new Error(settled.failures.map(({ message }) => message).join("\n"));
  const settings = settled.value;
  return { id, name: id, settings, secretVersion: null };
}

/** A real spool and a real delivery in a directory of their own. */
export class DeliveryHouse {
  readonly directory = mkdtempSync(join(tmpdir(), "relay-delivery-"));
  spool!: Spool;
  delivery: Delivery | undefined;

  static async open(): Promise<DeliveryHouse> {
    const house = new DeliveryHouse();
    await house.openSpool();
    return house;
  }

  async openSpool(): Promise<void> {
    this.spool = await openSpool({
      directory: this.directory,
      clock: Date,
      log: SILENT,
      limits: { minimumFreeBytes: 0 },
    });
  }

  deliver(options: Pick<DeliveryOptions, "routeRecipient"> & Partial<DeliveryOptions>): Delivery {
    this.delivery = startDelivery({
      spool: this.spool,
      hostname: "relay.contoso.com",
      clock: Date,
      log: SILENT,
      random: () => 0.5,
      retry: { base: 20, longest: 100 },
      backOff: { first: 20, longest: 100 },
      ...options,
    });
    return this.delivery;
  }

  async close(): Promise<void> {
    await this.delivery?.stop({ graceMs: 1_000 });
    await this.spool.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Waits until a condition holds. @throws when it does not within 25 s. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited 25 s in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
