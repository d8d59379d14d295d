import type { Decision, TransactionPolicy } from "../../model";
import type { MessageWriter, NewMessage } from "../spool";
import { DataDecoder } from "./data-decoder";
import { HeaderMemory } from "./header-memory";
import { IncomingMessage, NoRoomForHeader } from "./incoming-message";

const ACCEPT: Decision = {
  action: "accept",
  reason: "accepted",
  reply: { code: 250, enhancedCode: "2.6.0", text: "Queued" },
  by: {},
};

const decideHeaders = jest.fn();
const decideMessage = jest.fn();
jest.mock("../../model", () => ({
  decideHeaders: (...facts: unknown[]) => decideHeaders(...facts) as unknown,
  decideMessage: (...facts: unknown[]) => decideMessage(...facts) as unknown,
}));

function arrive(overrides: Partial<MessageWriter> = {}, headerRoom = 1000) {
  const calls: string[] = [];
  const writer: MessageWriter = {
    write: () => void calls.push("write"),
    commit: () => Promise.resolve(void calls.push("commit")),
    abort: () => Promise.resolve(void calls.push("abort")),
    ...overrides,
  };
  const message = new IncomingMessage({
    transaction: { maxMessageSize: 1000, maxHeaderSize: 100, session: { hostName: "us" } } as TransactionPolicy,
    message: { queueId: "q" } as NewMessage,
    spool: { accepting: true, begin: () => writer },
    headerMemory: new HeaderMemory(headerRoom),
    received: "Received: us\r\n",
    date: "now",
    onComplete: () => undefined,
    onRunaway: () => void calls.push("runaway"),
  });
  return { message, calls };
}

describe("IncomingMessage", () => {
  beforeEach(() => {
    decideHeaders.mockReset().mockReturnValue({ ...ACCEPT, stripped: [] });
    decideMessage.mockReset().mockReturnValue(ACCEPT);
  });

  test("commits once, and neither before the end nor after an abort", async () => {
    const { message, calls } = arrive();
    message.content(Buffer.from("A: b\r\n\r\nx"));
    expect(calls).not.toContain("commit");
    expect(await message.finish()).toMatchObject({ outcome: "judged", decision: ACCEPT });
    message.abandon();
    expect(calls.filter((call) => call !== "write")).toEqual(["commit"]);
  });

  test("that was given up can only fail, whatever the model says", async () => {
    const { message, calls } = arrive();
    message.content(Buffer.from("A: b\r\n\r\nx"));
    message.abandon();
    expect(await message.finish()).toMatchObject({ outcome: "failed" });
    expect(calls.filter((call) => call !== "write")).toEqual(["abort"]);
  });

  test("fails by itself when a decision throws in the middle of the data", async () => {
    decideHeaders.mockImplementation(() => {
      throw new Error("a fault");
    });
    const { message, calls } = arrive();
    expect(() => message.content(Buffer.from("A: b\r\n\r\nx"))).not.toThrow();
    expect(await message.finish()).toMatchObject({ outcome: "failed", error: new Error("a fault") });
    expect(calls).toEqual([]);
  });

  test.each([
    {
      title: "a write that throws",
      write: () => {
        throw new Error("full");
      },
    },
    { title: "a write that fails later", write: () => Promise.reject(new Error("full")) },
  ])("fails by $title, and is aborted", async ({ write }) => {
    const { message, calls } = arrive({ write });
    message.content(Buffer.from("A: b\r\n\r\nx"));
    expect(await message.finish()).toMatchObject({ outcome: "failed", error: new Error("full") });
    expect(calls).toEqual(["abort"]);
  });

  test("is stalled exactly as long as the spool asks to wait", async () => {
    const gates: (() => void)[] = [];
    const { message } = arrive({ write: () => new Promise<void>((resolve) => void gates.push(resolve)) });
    message.content(Buffer.from("A: b\r\n\r\n"));
    expect(message.isStalled).toBe(false);
    const waiting = message.chunkRead(new DataDecoder());
    expect(message.isStalled).toBe(true);
    for (const go of gates) go();
    await waiting;
    expect(message.isStalled).toBe(false);
    expect(message.chunkRead(new DataDecoder())).toBeUndefined();
  });

  test("stops storing at the size limit, goes on counting, and says when reading on is pointless", () => {
    const { message, calls } = arrive();
    message.content(Buffer.from(`A: b\r\n\r\n${"x".repeat(2000)}`));
    expect(calls).toEqual([]);
    message.content(Buffer.alloc(9 * 1024 * 1024, "x"));
    void message.chunkRead(new DataDecoder());
    expect(calls).toEqual(["runaway"]);
    message.judge();
    expect(decideMessage).toHaveBeenLastCalledWith(
      expect.anything(),
      expect.objectContaining({ size: 9 * 1024 * 1024 + 2008 }),
    );
  });

  test("fails when there is no memory for its header, and lets go of what it held", async () => {
    const { message, calls } = arrive({}, 20);
    message.content(Buffer.from("Subject: many a header"));
    expect(await message.finish()).toEqual({ outcome: "failed", error: new NoRoomForHeader() });
    expect(calls).toEqual([]);
  });
});
