import { connect } from "node:net";
import { createInterface } from "node:readline";

/** What clients saw. */
export interface LoadReport {
  /** Ids of messages that got a 250. */
  readonly taken: Set<string>;
  /** Ids of messages whose last dot was sent, and whose connection ended before an answer: SMTP's own ambiguity. */
  readonly unsure: Set<string>;
  /** 421 and 4xx replies, by code. */
  readonly putOff: Map<string, number>;
  /** Connections that were refused, reset, or ended without a word. */
  readonly broken: string[];
  /** Milliseconds until the longest wait for a greeting was over. */
  slowestGreeting: number;
}

export interface Load {
  readonly report: LoadReport;
  /** Ends it; resolves when every client is done. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  readonly port: number;
  readonly clients: number;
  /** Messages of one connection. */
  readonly messages: number;
}

/** Clients that send mail all the time, each connection a few messages, as well-behaved ones do: a 421 is tried again. */
export function startLoad({ port, clients, messages }: LoadOptions): Load {
  const report: LoadReport = {
    taken: new Set(),
    unsure: new Set(),
    putOff: new Map(),
    broken: [],
    slowestGreeting: 0,
  };
  const state = { isStopping: false, number: 0 };
  const client = async (): Promise<void> => {
    while (!state.isStopping) await converse({ port, messages, report, nextId: () => `R${++state.number}` });
  };
  const all = Array.from({ length: clients }, client);
  return {
    report,
    stop: async () => {
      state.isStopping = true;
      await Promise.all(all);
    },
  };
}

interface Conversation extends Pick<LoadOptions, "port" | "messages"> {
  readonly report: LoadReport;
  readonly nextId: () => string;
}

class PutOff extends Error {}

async function converse({ port, messages, report, nextId }: Conversation): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  let fault = "ended without a word";
  let at = "greeting";
  socket.on("error", (error: NodeJS.ErrnoException) => (fault = error.code ?? error.message));
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
  const expect = async (code: string): Promise<void> => {
    for (;;) {
      const { value, done } = await replies.next();
      if (done === true) throw new Error(`${fault} at ${at}`);
      const reply = String(value);
      if (reply.startsWith("4")) {
        report.putOff.set(reply.slice(0, 3), (report.putOff.get(reply.slice(0, 3)) ?? 0) + 1);
        throw new PutOff(reply);
      }
      if (!reply.startsWith(code)) throw new Error(`wanted ${code}, heard ${reply}`);
      if (reply[3] !== "-") return;
    }
  };
  let open: string | null = null;
  try {
    const began = performance.now();
    await expect("220");
    report.slowestGreeting = Math.max(report.slowestGreeting, performance.now() - began);
    at = "EHLO";
    socket.write("EHLO load.test\r\n");
    await expect("250");
    for (let message = 0; message < messages; message++) {
      const id = nextId();
      at = "MAIL";
      socket.write("MAIL FROM:<load@contoso.com>\r\n");
      await expect("250");
      at = "RCPT";
      socket.write("RCPT TO:<to@fabrikam.com>\r\n");
      await expect("250");
      at = "DATA";
      socket.write("DATA\r\n");
      await expect("354");
      at = "the last dot";
      socket.write(`Subject: ${id}\r\n\r\n${"x".repeat(2_000)}\r\n.\r\n`);
      open = id;
      await expect("250");
      report.taken.add(id);
      open = null;
    }
    socket.write("QUIT\r\n");
    await expect("221");
  } catch (error) {
    if (open !== null && !(error instanceof PutOff)) report.unsure.add(open);
    if (!(error instanceof PutOff)) report.broken.push((error as Error).message);
  } finally {
    socket.destroy();
  }
}
