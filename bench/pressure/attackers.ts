import { connect, type Socket } from "node:net";
import type { AttackKind, AttackOrder, AttackTally } from "./attack-kinds";

// A program of its own: attacks a host until SIGTERM, then prints what came of it. Its connections come from many
// addresses of loopback, so that the limits of one source are not the only ones that count.
const order = JSON.parse(process.argv[2] ?? "{}") as AttackOrder;
const SOURCES = 250;
const TICK_MS = 250;
const LETTERS = Buffer.from(`${"x".repeat(70)}\r\n`.repeat(4096));

const tally = { opened: 0, replies: {} as Record<string, number>, sent: 0, closed: 0 };
let place = 0;

/** One attacking connection. */
interface Attacker {
  readonly socket: Socket;
  /** Runs once so many replies have come. */
  readonly onReply: (reply: number) => void;
  /** Runs four times a second. */
  readonly onTick?: () => void;
}

type Attack = (socket: Socket) => Omit<Attacker, "socket">;

const HELLO = "EHLO attacker.example\r\n";
const OPENING = ["MAIL FROM:<a@contoso.com>\r\n", "RCPT TO:<b@contoso.com>\r\n", "DATA\r\n"];

const ATTACKS: Readonly<Record<AttackKind, Attack>> = {
  "slow-senders": (socket) => sendingBody(socket, (share) => send(socket, LETTERS.subarray(0, share))),
  // Four packets a second of each: more would be a flood, which any program on the other end pays for.
  "byte-by-byte": (socket) => sendingBody(socket, () => send(socket, Math.random() < 0.1 ? "x\r\n" : "x")),
  "endless-headers": (socket) =>
    sendingBody(socket, (share) => send(socket, `X-A: ${"y".repeat(990)}\r\n`.repeat(Math.ceil(share / 1000)))),
  "slow-readers": (socket) => {
    socket.pause();
    send(socket, HELLO);
    return { onReply: () => undefined, onTick: () => send(socket, "HELP\r\n".repeat(Math.ceil(order.rate / 24))) };
  },
  "half-open": (socket) => {
    send(socket, `${HELLO}MAIL FRO`);
    setTimeout(() => socket.end(), 1000 * (place % 5));
    return { onReply: () => undefined };
  },
  connections: (socket) => ({ onReply: () => void socket.destroy() }),
  recipients: (socket) => ({
    onReply: (reply) => {
      if (reply === 1) send(socket, HELLO + OPENING[0]);
      if (reply === 2) send(socket, Array.from({ length: 500 }, (_, n) => `RCPT TO:<u${n}@example.org>\r\n`).join(""));
    },
  }),
  logins: (socket) => ({
    onReply: (reply) => {
      if (reply === 1) return send(socket, HELLO);
      const secret = Buffer.from(`\0crm\0wrong ${tally.opened} ${reply}`).toString("base64");
      send(socket, `AUTH PLAIN ${secret}\r\n`);
    },
  }),
};

/** Opens a message and goes on in the middle of it, a share of the rate at a time. */
function sendingBody(socket: Socket, more: (share: number) => void): Omit<Attacker, "socket"> {
  let isOpen = false;
  return {
    onReply: (reply) => {
      const next = [HELLO, ...OPENING][reply - 1];
      if (next !== undefined) send(socket, next);
      else if (!isOpen) {
        isOpen = true;
        if (order.kind === "slow-senders") send(socket, "Subject: slow\r\n\r\n");
      }
    },
    onTick: () => {
      if (isOpen && !socket.writableNeedDrain) more(Math.ceil((order.rate * TICK_MS) / 1000));
    },
  };
}

const attackers = new Set<Attacker>();

function begin(): void {
  const source = `127.0.1.${1 + (place++ % SOURCES)}`;
  const socket = connect({ port: order.port, host: "127.0.0.1", localAddress: source });
  socket.on("error", () => undefined);
  socket.once("connect", () => {
    tally.opened++;
    const attacker = { socket, ...ATTACKS[order.kind](socket) };
    attackers.add(attacker);
    listen(attacker);
    socket.once("close", () => attackers.delete(attacker));
  });
  socket.once("close", () => {
    tally.closed++;
    // A refused client comes again, but not as fast as the machine can: that would only measure the attacker.
    setTimeout(begin, 5);
  });
}

function listen({ socket, onReply }: Attacker): void {
  let replies = 0;
  socket.setEncoding("latin1").on("data", (text: string) => {
    for (const [, code = ""] of text.matchAll(/^(\d{3}) /gm)) {
      tally.replies[code] = (tally.replies[code] ?? 0) + 1;
      onReply(++replies);
    }
  });
}

function send(socket: Socket, data: string | Uint8Array): void {
  if (!socket.writable) return;
  tally.sent += data.length;
  socket.write(data);
}

setInterval(() => {
  for (const { onTick } of attackers) onTick?.();
}, TICK_MS);
for (let index = 0; index < order.connections; index++) setTimeout(begin, (index * 2000) / order.connections);

process.once("SIGTERM", () => {
  const end: AttackTally = tally;
  process.stdout.write(JSON.stringify(end), () => process.exit(0));
});
