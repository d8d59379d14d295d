import { endsEarly } from "../../fuzz/next-hops";
import { DeliveryHouse, newMessage, put, sendConnector, until } from "../../delivery/delivery-house";
import { WireRecorder } from "./wire-recorder";

export interface OutboundResult {
  /** Messages that left. */
  readonly inputs: number;
  /** Next hops of another opinion each was tried with, so many in all. */
  readonly readings: number;
  readonly failures: readonly string[];
}

export interface OutboundOptions {
  readonly hops: readonly (readonly string[])[];
  /** Whether each body is also sent behind so much text that it leaves as a stream. */
  readonly streams: "too" | "not";
}

type BodyType = "7BIT" | "8BITMIME" | "BINARYMIME";

export const PLAIN_HOP: readonly string[] = [];
export const EVERY_HOP: readonly (readonly string[])[] = [
  PLAIN_HOP,
  ["PIPELINING", "8BITMIME"],
  ["PIPELINING", "8BITMIME", "CHUNKING", "BINARYMIME"],
];
/** Of streams: a body that long is never in memory as a whole, so the sequence lies across two pieces of it. */
const STREAMED = 300 * 1024;
const PIECE = 64 * 1024;

/** Delivers bodies to next hops of three kinds and looks at the bytes: for no next hop of any opinion may DATA end early. */
export async function outboundCheck(
  bodies: ReadonlyMap<string, BodyType>,
  { hops, streams }: OutboundOptions,
): Promise<OutboundResult> {
  const texts = [...bodies].flatMap(([body, bodyType]) =>
    (streams === "too" ? [body, streamed(body)] : [body]).map((text) => ({ text, bodyType })),
  );
  const failures: string[] = [];
  let [inputs, readings] = [0, 0];
  for (const offers of hops) {
    const { messages, expected, strange } = await deliverAll(texts, offers);
    failures.push(...strange.map((line) => `${offers.join()}: the next hop was told ${JSON.stringify(line)}`));
    if (messages.length !== expected)
      failures.push(`${offers.join()}: ${expected} messages went in, ${messages.length} came out`);
    const whole = new Set(texts.map(({ text }) => withLineEnd(text)));
    for (const { wire, by } of messages) {
      inputs++;
      const content = by === "DATA" ? withoutDots(wire) : withLineEnd(wire);
      if (!whole.has(content))
        failures.push(`${offers.join()}: bytes were changed: ${JSON.stringify(content.slice(-300))}`);
      if (by === "BDAT") continue;
      const fooled = endsEarly(wire);
      readings++;
      if (fooled.length > 0) failures.push(`${fooled.join(", ")} end early at ${JSON.stringify(wire.slice(-300))}`);
    }
  }
  return { inputs, readings, failures };
}

interface Letter {
  readonly text: string;
  readonly bodyType: BodyType;
}

async function deliverAll(letters: readonly Letter[], offers: readonly string[]) {
  const [house, recorder] = [await DeliveryHouse.open(), await WireRecorder.start(offers)];
  house.deliver({ routeRecipient: () => sendConnector("out", [`127.0.0.1:${recorder.port}`]) });
  let number = 0;
  for (const { text, bodyType } of letters) {
    const message = newMessage(`Q${++number}`, [`r${number}@fabrikam.com`], { bodyType });
    await put(house.spool, message, Buffer.from(text, "latin1"));
  }
  const { spool } = house;
  await until("all is sent or given up", () => {
    const { messages, held } = spool.counts();
    return messages === held.failed + held.expired;
  });
  const { failed } = spool.counts().held;
  await house.close();
  await recorder.stop();
  return { messages: recorder.messages, expected: number - failed, strange: recorder.strange };
}

/** The same body behind so many lines that a piece of the stream ends in the middle of its sequence. */
function streamed(body: string): string {
  const dot = Math.max(body.indexOf("."), 0);
  const before = "Subject: x\r\n\r\n";
  const length = Math.ceil(STREAMED / PIECE) * PIECE - before.length - dot;
  const line = `${"x".repeat(76)}\r\n`;
  const lines = line.repeat(Math.floor(length / line.length));
  return `${before}${"y".repeat(length - lines.length)}${lines}${body}`;
}

// A message that does not end its last line gets the line end that DATA needs.
function withLineEnd(text: string): string {
  return text.endsWith("\r\n") ? text : `${text}\r\n`;
}

function withoutDots(wire: string): string {
  return wire.replace(/\.\r\n$/, "").replace(/(^|\r\n)\./g, "$1");
}
