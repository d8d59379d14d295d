import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Ledger } from "./ledger";

/** What it did to transactions, by mood. */
export type MoodCounts = Readonly<Record<Mood, number>>;

const MOODS = ["obliging", "slow", "putting off", "refusing for now", "cutting", "cutting after the dot"] as const;
type Mood = (typeof MOODS)[number];

export interface MoodySmartHost {
  readonly port: number;
  readonly moods: MoodCounts;
  /** Obliging from now on. */
  calmDown(): Promise<void>;
  close(): Promise<void>;
}

/** Recipients of these domains are refused for good. */
export const REFUSED_DOMAIN = "refused.example";

interface Parts {
  readonly ledger: Ledger;
  readonly random: () => number;
}

/** A smart host of the worst kind: puts off, refuses, hangs up in the middle, is slow, and at times is not there at all. */
export async function startMoodySmartHost({ ledger, random }: Parts): Promise<MoodySmartHost> {
  const moods: Record<Mood, number> = Object.fromEntries(MOODS.map((mood) => [mood, 0])) as Record<Mood, number>;
  let isCalm = false;
  const moodNow = (): Mood => {
    const dice = random();
    const mood = isCalm || dice < 0.86 ? "obliging" : (MOODS[1 + Math.floor(((dice - 0.86) / 0.14) * 5)] ?? "slow");
    moods[mood]++;
    return mood;
  };
  let server = await listen(0, { ledger, moodNow });
  const port = portOf(server);
  const absences = new AbortController();
  const away = beAwayAtTimes(absences.signal, {
    leave: () => closeServer(server),
    comeBack: async () => void (server = await listen(port, { ledger, moodNow })),
  });
  return {
    port,
    moods,
    calmDown: async () => {
      isCalm = true;
      absences.abort();
      await away;
    },
    close: async () => {
      absences.abort();
      await away;
      await closeServer(server);
    },
  };
}

interface Absence {
  readonly leave: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
}

// Away for five seconds in every minute and a half.
async function beAwayAtTimes(signal: AbortSignal, { leave, comeBack }: Absence): Promise<void> {
  const wait = (ms: number) => pause(ms, undefined, { signal }).catch(() => undefined);
  while (!signal.aborted) {
    await wait(85_000);
    if (signal.aborted) return;
    await leave();
    await wait(5_000);
    await comeBack();
  }
}

interface Serving {
  readonly ledger: Ledger;
  readonly moodNow: () => Mood;
}

async function listen(port: number, { ledger, moodNow }: Serving): Promise<SMTPServer> {
  const moodOf = new WeakMap<SMTPServerSession, Mood>();
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    closeTimeout: 100,
    onMailFrom: (_, session, done) => {
      const mood = moodNow();
      moodOf.set(session, mood);
      done(mood === "refusing for now" ? reply(451, "4.3.0 not now") : null);
    },
    onRcptTo: ({ address }, session, done) => {
      if (address.endsWith(`@${REFUSED_DOMAIN}`)) return done(reply(550, "5.1.1 no such mailbox"));
      done(moodOf.get(session) === "putting off" ? reply(450, "4.2.1 mailbox busy") : null);
    },
    onData: (stream, session, done) => {
      const cut = () => cutSession(server, session);
      void take(stream, { session, mood: moodOf.get(session) ?? "obliging", ledger, cut }).then(
        (wasTaken) => (wasTaken ? done(null, "taken") : undefined),
        () => undefined,
      );
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

interface Taking {
  readonly session: SMTPServerSession;
  readonly mood: Mood;
  readonly ledger: Ledger;
  readonly cut: () => void;
}

/** False: the connection was cut instead of an answer. */
async function take(stream: SMTPServerDataStream, { session, mood, ledger, cut }: Taking): Promise<boolean> {
  if (mood === "cutting") {
    stream.once("data", cut);
    return false;
  }
  if (mood === "slow") for (let step = 0; step < 10; step++) await pause(100);
  const bytes = await buffer(stream);
  const { mailFrom, rcptTo } = session.envelope;
  if (mailFrom === false || mailFrom.address === "") readReport(bytes, ledger);
  else
    ledger.arrive(
      rcptTo.map(({ address }) => address),
      bodyOf(bytes),
    );
  if (mood !== "cutting after the dot") return true;
  cut();
  return false;
}

function bodyOf(bytes: Buffer): { readonly digest: string; readonly announced: string } {
  const start = bytes.indexOf("\r\n\r\n") + 4;
  const announced = /^X-Soak-Body: (\S+)/m.exec(bytes.subarray(0, start).toString("latin1"))?.[1] ?? "";
  return { announced, digest: createHash("sha256").update(bytes.subarray(start)).digest("hex") };
}

/** Delivery status notification (RFC 3464): one part for each recipient. */
function readReport(bytes: Buffer, ledger: Ledger): void {
  const text = bytes.toString("latin1");
  for (const part of text.split(/\r\n\r\n/)) {
    const recipient = /^Final-Recipient: *rfc822; *(\S+)/im.exec(part)?.[1];
    if (recipient !== undefined && /^Action: *failed/im.test(part)) ledger.report(recipient);
  }
}

function cutSession(server: SMTPServer, { id }: SMTPServerSession): void {
  const connections = server.connections as unknown as ReadonlySet<{
    readonly session: { readonly id: string };
    readonly _socket: { destroy(): void };
  }>;
  for (const connection of connections) if (connection.session.id === id) connection._socket.destroy();
}

function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

function portOf(server: SMTPServer): number {
  return (server.server.address() as AddressInfo).port;
}

function closeServer(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
