import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface ReceivedLetter {
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly bytes: Buffer;
}

export interface ReceivingServer {
  readonly port: number;
  readonly letters: readonly ReceivedLetter[];
  close(): Promise<void>;
}

/** A small receiving mail server on loopback: what a smart host is to the relay. */
export async function startReceivingServer(port = 0): Promise<ReceivingServer> {
  const letters: ReceivedLetter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    onData: (stream, session, done) => {
      void buffer(stream).then((bytes) => {
        const { mailFrom, rcptTo } = session.envelope;
        const sender = mailFrom ? mailFrom.address : "";
        letters.push({ sender, recipients: rcptTo.map((recipient) => recipient.address), bytes });
        done(null, "received");
      }, done);
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: bound } = server.server.address() as AddressInfo;
  return { port: bound, letters, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
