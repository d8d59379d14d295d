import { createSocket, type Socket } from "node:dgram";
import { AUTHORITATIVE_ANSWER, decode, encode, type Answer, type Question } from "dns-packet";

/** What the server knows of a name. A text is the kind of fault that every question about it gets. */
export type NameRecords =
  | {
      readonly mx?: readonly (readonly [preference: number, name: string])[];
      readonly a?: readonly string[];
      readonly aaaa?: readonly string[];
      readonly cname?: string;
    }
  | "SERVFAIL";

const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3 } as const;

/** A name server for tests, on a port of its own: it knows what it was given, follows CNAMEs, and nothing else exists. */
export class NameServer {
  readonly questions: string[] = [];
  readonly #socket: Socket;
  #names: ReadonlyMap<string, NameRecords>;

  private constructor(names: Readonly<Record<string, NameRecords>>) {
    this.#names = new Map(Object.entries(names));
    this.#socket = createSocket("udp4", (message, from) => {
      this.#socket.send(this.#answer(message), from.port, from.address);
    });
  }

  static async start(names: Readonly<Record<string, NameRecords>>): Promise<NameServer> {
    const server = new NameServer(names);
    await new Promise<void>((resolve) => server.#socket.bind(0, "127.0.0.1", resolve));
    return server;
  }

  /** `address:port`. */
  get address(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  /** From now on it knows these names instead. */
  know(names: Readonly<Record<string, NameRecords>>): void {
    this.#names = new Map(Object.entries(names));
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.close(resolve));
  }

  #answer(message: Buffer): Buffer {
    const { id, questions = [] } = decode(message);
    const [question] = questions;
    if (question === undefined) throw new Error("A question without a question.");
    this.questions.push(`${question.type} ${question.name}`);
    const { code, answers } = this.#look(question);
    const flags = AUTHORITATIVE_ANSWER | RCODES[code];
    return encode({ type: "response", id: id ?? 0, flags, questions, answers: [...answers] });
  }

  #look({ name, type }: Question): { readonly code: keyof typeof RCODES; readonly answers: readonly Answer[] } {
    const records = this.#names.get(name.toLowerCase());
    if (records === undefined) return { code: "NXDOMAIN", answers: [] };
    if (records === "SERVFAIL") return { code: "SERVFAIL", answers: [] };
    if (records.cname === undefined) return { code: "NOERROR", answers: recordsOf(name, type, records) };
    const target = this.#look({ name: records.cname, type });
    const alias: Answer = { name, type: "CNAME", ttl: 60, data: records.cname };
    return { code: target.code, answers: [alias, ...target.answers] };
  }
}

function recordsOf(name: string, type: string, { mx, a, aaaa }: Exclude<NameRecords, string>): readonly Answer[] {
  if (type === "MX") {
    return (mx ?? []).map(([preference, exchange]) => ({ name, type, ttl: 60, data: { preference, exchange } }));
  }
  if (type === "A") return (a ?? []).map((data) => ({ name, type, ttl: 60, data }));
  if (type === "AAAA") return (aaaa ?? []).map((data) => ({ name, type, ttl: 60, data }));
  return [];
}
