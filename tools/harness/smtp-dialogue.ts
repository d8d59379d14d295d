import { connect, type Socket } from "node:net";
import { once } from "node:events";

export interface DialogueOptions {
  readonly host?: string;
  readonly port: number;
  /** Local address to connect from. */
  readonly localAddress?: string;
  /** Client address to claim in a PROXY v1 header, as a load balancer would. */
  readonly proxyFrom?: string;
  readonly timeoutMs?: number;
}

export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly subject?: string;
  readonly text?: string;
}

/** A plain SMTP conversation, line by line. */
export class SmtpDialogue {
  private buffered = "";
  private ended = false;
  private wake: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => this.take(text));
    socket.once("close", () => this.end());
    socket.on("error", () => this.end());
  }

  static async open(options: DialogueOptions): Promise<SmtpDialogue> {
    const { host = "127.0.0.1", port, localAddress } = options;
    const socket = connect({ host, port, ...(localAddress === undefined ? {} : { localAddress }) });
    await once(socket, "connect");
    socket.setTimeout(options.timeoutMs ?? 20_000, () => socket.destroy());
    if (options.proxyFrom) socket.write(proxyHeader(options.proxyFrom, port));
    return new SmtpDialogue(socket);
  }

  /** The next whole reply, its lines joined by `\n`; "" when the connection ended first. */
  async reply(): Promise<string> {
    for (;;) {
      const whole = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(this.buffered);
      if (whole) {
        this.buffered = this.buffered.slice(whole[0].length);
        return whole[0].trimEnd().replaceAll("\r\n", "\n");
      }
      if (this.ended) return "";
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  async say(command: string): Promise<string> {
    this.write(`${command}\r\n`);
    return this.reply();
  }

  write(bytes: string | Uint8Array): void {
    if (!this.ended) this.socket.write(bytes, "latin1");
  }

  /** Sends one letter after the greeting was read; answers the reply that decided. */
  async send(letter: Letter): Promise<string> {
    for (const command of [`MAIL FROM:<${letter.from}>`, `RCPT TO:<${letter.to}>`, "DATA"]) {
      const answer = await this.say(command);
      if (!/^[23]/.test(answer)) return answer;
    }
    const head = `From: <${letter.from}>\r\nTo: <${letter.to}>\r\nSubject: ${letter.subject ?? "a letter"}\r\n`;
    return this.say(`${head}\r\n${letter.text ?? "Hello."}\r\n.`);
  }

  close(): void {
    this.socket.destroy();
  }

  private take(text: string): void {
    this.buffered += text;
    this.wake();
  }

  private end(): void {
    this.ended = true;
    this.wake();
  }
}

function proxyHeader(client: string, port: number): string {
  return client.includes(":")
    ? `PROXY TCP6 ${client} ::1 51000 ${port}\r\n`
    : `PROXY TCP4 ${client} 127.0.0.1 51000 ${port}\r\n`;
}

/** Connects, greets and sends one letter; answers the reply that decided about it, or the refused greeting. */
export async function sendLetter(options: DialogueOptions, letter: Letter): Promise<string> {
  const dialogue = await SmtpDialogue.open(options);
  try {
    const greeting = await dialogue.reply();
    if (!greeting.startsWith("220")) return greeting;
    const hello = await dialogue.say("EHLO crm.contoso.com");
    if (!hello.startsWith("250")) return hello;
    return await dialogue.send(letter);
  } finally {
    dialogue.close();
  }
}
