import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import type { GoodTally } from "./good-tally";

// A program of its own: a client that behaves. Each message has its own connection, one after another with a short pause,
// until SIGTERM; then it prints how long each took from connecting to its 250, in milliseconds.
const port = Number(process.argv[2]);
const SOURCE = "127.0.0.9";
const PAUSE_MS = 25;
const GIVE_UP_MS = 20_000;
const TURNS = [
  "EHLO good.contoso.com\r\n",
  "MAIL FROM:<good@contoso.com>\r\n",
  "RCPT TO:<b@contoso.com>\r\n",
  "DATA\r\n",
  `From: good@contoso.com\r\nSubject: good\r\n\r\n${"z".repeat(70)}\r\n.\r\n`,
  "QUIT\r\n",
] as const;

const times: number[] = [];
const failures: Record<string, number> = {};

function send(): void {
  const begun = performance.now();
  const socket = connect({ port, host: "127.0.0.1", localAddress: SOURCE, noDelay: true });
  let turn = 0;
  let reply = "";
  let isDone = false;
  const done = (failure?: string) => {
    if (isDone) return;
    isDone = true;
    if (failure === undefined) times.push(performance.now() - begun);
    else failures[failure] = (failures[failure] ?? 0) + 1;
    setTimeout(send, PAUSE_MS);
  };
  socket.setTimeout(GIVE_UP_MS, () => socket.destroy());
  socket.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
  socket.on("close", () => done("closed"));
  socket.setEncoding("latin1").on("data", (text: string) => {
    reply += text;
    if (!/(?:^|\n)\d{3} [^\n]*\n$/.test(reply)) return;
    const code = reply.slice(0, 3);
    reply = "";
    if (/^[45]/.test(code)) return done(code);
    if (turn === TURNS.length - 1) done();
    const next = TURNS[turn++];
    if (next !== undefined) socket.write(next);
  });
}

process.once("SIGTERM", () => {
  const tally: GoodTally = { times, failures };
  process.stdout.write(JSON.stringify(tally), () => process.exit(0));
});
send();
