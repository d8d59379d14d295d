import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { ReceivedMessage, ScriptedSink, SinkScript } from "./scripted-sink";

export interface SinkSessionParts {
  readonly sink: Pick<ScriptedSink, "messages" | "commands">;
  readonly script: SinkScript;
  readonly connection: number;
}

/** One connection to a scripted sink. */
export class SinkSession {
  #socket: Socket;
  #input: Buffer = Buffer.alloc(0);
  #state: "commands" | "data" | "login" = "commands";
  #chunkLeft = 0;
  #chunks: Buffer[] = [];
  #from = "";
  #to: string[] = [];
  #username = "";

  constructor(
    socket: Socket,
    private readonly parts: SinkSessionParts,
  ) {
    this.#socket = socket;
    this.#listen(socket);
  }

  answer(reply: string | undefined): void {
    if (reply === undefined) this.#socket.destroy();
    else this.#socket.write(`${reply}\r\n`);
  }

  #listen(socket: Socket): void {
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", () => undefined);
  }

  #read(chunk: Buffer): void {
    this.#input = Buffer.concat([this.#input, chunk]);
    while (this.#step()) if (this.#socket.destroyed) return;
  }

  #step(): boolean {
    if (this.#chunkLeft > 0) return this.#takeChunk();
    return this.#state === "data" ? this.#takeBody() : this.#takeLine();
  }

  #takeLine(): boolean {
    const end = this.#input.indexOf("\r\n");
    if (end < 0) return false;
    const line = this.#input.subarray(0, end).toString();
    this.#input = this.#input.subarray(end + 2);
    if (this.#state === "login") this.#loginLine(line);
    else {
      this.parts.sink.commands.push(line);
      this.#obey(line);
    }
    return true;
  }

  #obey(line: string): void {
    const { script } = this.parts;
    const [verb = ""] = line.toUpperCase().split(" ");
    const address = /<(.*?)>/.exec(line)?.[1] ?? "";
    if (verb === "EHLO") this.#greet();
    else if (verb === "STARTTLS" && script.tls !== undefined) this.#startTls(script.tls);
    else if (verb === "AUTH" && script.login !== undefined) this.#login(line);
    else if (verb === "MAIL") {
      this.#from = address;
      this.#to = [];
      this.answer(script.mail(line));
    } else if (verb === "RCPT") this.#recipient(address);
    else if (verb === "DATA") this.#data();
    else if (verb === "BDAT") this.#chunkLeft = Number(line.split(" ")[1]);
    else if (verb === "QUIT") this.#socket.end("221 bye\r\n");
    else this.answer(verb === "RSET" || verb === "NOOP" ? "250 ok" : "502 5.5.1 unknown command");
  }

  #greet(): void {
    const { extensions, tls, login } = this.parts.script;
    const isClear = !(this.#socket instanceof TLSSocket);
    const all = [
      ...extensions,
      ...(tls !== undefined && isClear ? ["STARTTLS"] : []),
      ...(login !== undefined ? ["AUTH LOGIN PLAIN"] : []),
    ];
    this.answer(["250-sink.example", ...all.map((name) => `250-${name}`), "250 OK"].join("\r\n"));
  }

  #startTls(tls: NonNullable<SinkScript["tls"]>): void {
    this.answer("220 go on");
    this.#socket.removeAllListeners("data");
    const secure = new TLSSocket(this.#socket, { isServer: true, ...tls });
    this.#input = Buffer.alloc(0);
    this.#socket = secure;
    this.#listen(secure);
  }

  #login(line: string): void {
    const [, method, initial = ""] = line.split(" ");
    if (method === "PLAIN") {
      const [, username = "", password = ""] = Buffer.from(initial, "base64").toString().split("\0");
      return this.#judge(username, password);
    }
    this.#state = "login";
    this.#username = "";
    this.answer("334 VXNlcm5hbWU6");
  }

  #loginLine(line: string): void {
    const text = Buffer.from(line, "base64").toString();
    if (this.#username !== "") {
      this.#state = "commands";
      return this.#judge(this.#username, text);
    }
    this.#username = text;
    this.answer("334 UGFzc3dvcmQ6");
  }

  // Repeats what it was told, as rude hosts do.
  #judge(username: string, password: string): void {
    const { login } = this.parts.script;
    const isGood = login?.username === username && login.password === password;
    this.answer(isGood ? "235 2.7.0 welcome" : `535 5.7.8 not with ${username} and ${password}`);
  }

  #recipient(address: string): void {
    const reply = this.parts.script.rcpt(address);
    if (reply?.startsWith("2") === true) this.#to.push(address);
    this.answer(reply);
  }

  #data(): void {
    const isWanted = this.#to.length > 0;
    if (isWanted) this.#state = "data";
    this.answer(isWanted ? "354 go on" : "554 5.5.1 no valid recipients");
  }

  #takeChunk(): boolean {
    if (this.#input.length === 0) return false;
    const taken = this.#input.subarray(0, this.#chunkLeft);
    this.#input = this.#input.subarray(taken.length);
    this.#chunks.push(taken);
    this.#chunkLeft -= taken.length;
    if (this.#chunkLeft === 0) this.#received(Buffer.concat(this.#chunks.splice(0)));
    return true;
  }

  #takeBody(): boolean {
    const end = this.#input.indexOf("\r\n.\r\n");
    if (end < 0) return false;
    const text = this.#input.subarray(0, end + 2).toString("latin1");
    this.#input = this.#input.subarray(end + 5);
    this.#state = "commands";
    this.#received(Buffer.from(text.replace(/^\./gm, ""), "latin1"));
    return true;
  }

  #received(body: Buffer): void {
    const message: ReceivedMessage = { from: this.#from, to: this.#to, body, connection: this.parts.connection };
    const reply = this.parts.script.data(message);
    if (reply === undefined || reply.startsWith("2")) this.parts.sink.messages.push(message);
    this.answer(reply);
  }
}
