import { createHash } from "node:crypto";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { setTimeout as pause } from "node:timers/promises";
import type { Ledger } from "./ledger";
import { REFUSED_DOMAIN } from "./moody-smart-host";

export interface MailLoadOptions {
  readonly port: number;
  readonly clients: number;
  /** Messages a second of all clients together, at most. */
  readonly rate: number;
  readonly ledger: Ledger;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** More than this in the queue: clients wait. */
  readonly isFull: () => boolean;
}

export interface LoadCounts {
  connections: number;
  overTls: number;
  taken: number;
  /** Told to come back later, or cut off: nothing was promised. */
  putOff: number;
  bytes: number;
}

const LARGEST = 5 * 1024 * 1024;
const SMALLEST = 1024;

/** Clients of all kinds: many messages on a connection or one, with and without TLS, small and large mail. */
export async function loadWithMail(options: MailLoadOptions): Promise<LoadCounts> {
  const counts: LoadCounts = { connections: 0, overTls: 0, taken: 0, putOff: 0, bytes: 0 };
  let number = 0;
  const client = async (): Promise<void> => {
    while (!options.signal.aborted) await oneConnection(options, { counts, nextNumber: () => ++number });
  };
  await Promise.all(Array.from({ length: options.clients }, client));
  return counts;
}

interface Going {
  readonly counts: LoadCounts;
  readonly nextNumber: () => number;
}

async function oneConnection(options: MailLoadOptions, { counts, nextNumber }: Going): Promise<void> {
  const { random, signal } = options;
  const isSecure = random() < 0.3;
  const messages = random() < 0.5 ? 1 : 1 + Math.floor(random() * 20);
  const connection = new SMTPConnection({
    host: "127.0.0.1",
    port: options.port,
    ...(isSecure ? { requireTLS: true, tls: { rejectUnauthorized: false } } : { ignoreTLS: true }),
  });
  // Errors between commands come here; those of a command go to its caller as well.
  connection.on("error", () => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once("error", reject);
      connection.connect(() => resolve());
    });
    counts.connections++;
    if (isSecure) counts.overTls++;
    for (let sent = 0; sent < messages && !signal.aborted; sent++) {
      await pause((1_000 * options.clients * (0.5 + random())) / options.rate);
      if (!options.isFull()) await sendOne(connection, { options, counts, number: nextNumber() });
    }
  } catch {
    counts.putOff++;
    await pause(200);
  } finally {
    connection.close();
  }
}

interface Sending {
  readonly options: MailLoadOptions;
  readonly counts: LoadCounts;
  readonly number: number;
}

async function sendOne(connection: SMTPConnection, { options, counts, number }: Sending): Promise<void> {
  const { random, ledger } = options;
  const recipients = Array.from({ length: 1 + Math.floor(random() ** 3 * 6) }, (_, id) =>
    random() < 0.02 ? `m${number}r${id}@${REFUSED_DOMAIN}` : `m${number}r${id}@fabrikam.com`,
  );
  // Most mail is small: the size is spread evenly by its logarithm, and then towards the small end.
  const size = Math.round(SMALLEST * (LARGEST / SMALLEST) ** (random() ** 2.5));
  const { message, digest } = letter(number, size);
  await new Promise<void>((resolve, reject) => {
    connection.once("error", reject);
    connection.send({ from: "soak@contoso.com", to: recipients }, message, (error) => {
      connection.removeListener("error", reject);
      if (error) reject(error);
      else resolve();
    });
  });
  ledger.promise(recipients, digest);
  counts.taken++;
  counts.bytes += message.length;
}

function letter(number: number, size: number): { readonly message: Buffer; readonly digest: string } {
  const line = `.${number} ${createHash("sha256").update(`${number}`).digest("hex")} of the soak\r\n`;
  const body = Buffer.from(line.repeat(Math.ceil(size / line.length)));
  const digest = createHash("sha256").update(body).digest("hex");
  const head = `From: soak@contoso.com\r\nSubject: ${number}\r\nX-Soak-Body: ${digest}\r\n\r\n`;
  return { digest, message: Buffer.concat([Buffer.from(head), body]) };
}
