import { connect } from "node:net";
import { performance } from "node:perf_hooks";

// A program of its own: so many connections send so many messages, each one after the answer to the former, and the time
// from the last dot to its 250 is taken. Prints the times in milliseconds as JSON. Arguments: port, connections, messages,
// bytes a message, pause between messages (ms).
const [port = 0, connections = 0, messages = 0, length = 0, pause = 0] = process.argv.slice(2).map(Number);
const BODY = `Subject: a message\r\n\r\n${"x".repeat(70)}\r\n${`${"y".repeat(70)}\r\n`.repeat(Math.ceil(length / 72))}`;
const COMMANDS = ["MAIL FROM:<bench@contoso.com>\r\n", "RCPT TO:<bench@contoso.com>\r\n", "DATA\r\n", `${BODY}.\r\n`];
const QUITTING = COMMANDS.length + 1;
const times: number[] = [];
let left = messages - connections;
let open = 0;

for (let index = 0; index < connections; index++) begin();

function begin(): void {
  open++;
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let step = -1;
  let sentAt = 0;
  let reply = "";
  socket.setEncoding("latin1").on("data", (text: string) => {
    reply += text;
    // Of EHLO's lines the last one counts.
    if (!/(?:^|\n)\d{3} [^\n]*\n$/.test(reply)) return;
    if (/^[45]/m.test(reply)) fail(reply);
    reply = "";
    if (step === -1) return next("EHLO bench.contoso.com\r\n", 0);
    if (step === QUITTING) return;
    if (step < COMMANDS.length) return next(COMMANDS[step] as string, step + 1);
    if (sentAt > 0) times.push(performance.now() - sentAt);
    setTimeout(again, pause);
  });
  socket.on("error", (error) => fail(error.message));
  socket.on("close", () => {
    if (--open === 0) process.stdout.write(JSON.stringify(times));
  });
  function next(text: string, following: number): void {
    step = following;
    if (step === COMMANDS.length) sentAt = performance.now();
    socket.write(text, "latin1");
  }
  function again(): void {
    if (left-- > 0) return next(COMMANDS[0] as string, 1);
    step = QUITTING;
    socket.end("QUIT\r\n");
  }
}

function fail(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
