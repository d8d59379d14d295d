import { connect } from "node:net";
import { createInterface } from "node:readline";

export interface LoadMessage {
  readonly id: string;
  readonly body: Buffer;
  /** @default to@fabrikam.com */
  readonly to?: string;
}

export interface LoadOptions {
  readonly port: number;
  readonly next: () => LoadMessage;
  /** The host said 250 after the final dot. */
  readonly onTaken: (id: string) => void;
}

/** Sends one message after the other over one connection until that breaks. Never throws. */
export async function sendUntilCut({ port, next, onTaken }: LoadOptions): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  socket.on("error", () => undefined);
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
  const expect = async (code: string): Promise<void> => {
    for (;;) {
      const { value, done } = await replies.next();
      if (done === true) throw new Error("cut");
      if (!String(value).startsWith(code)) throw new Error(`wanted ${code}, heard ${String(value)}`);
      if (String(value)[3] !== "-") return;
    }
  };
  try {
    await expect("220");
    socket.write("EHLO load.test\r\n");
    await expect("250");
    for (;;) {
      const { id, body, to = "to@fabrikam.com" } = next();
      socket.write(`MAIL FROM:<load@contoso.com>\r\nRCPT TO:<${to}>\r\nDATA\r\n`);
      await expect("250");
      await expect("250");
      await expect("354");
      socket.write(body);
      socket.write(".\r\n");
      await expect("250");
      onTaken(id);
    }
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("wanted")) process.stderr.write(`${error.message}\n`);
  } finally {
    socket.destroy();
  }
}
