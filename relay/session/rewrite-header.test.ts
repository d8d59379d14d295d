import { HeaderCollector } from "./header-collector";
import { rewriteHeader } from "./rewrite-header";

const CHANGES = { stripped: [], received: "Received: us\r\n", date: "now", fallbackId: "<q@us>" };

function rewrite(message: string, stripped: readonly number[] = []) {
  const header = new HeaderCollector(10_000);
  header.push(Buffer.from(message, "latin1"));
  header.finish();
  const { pieces, messageId } = rewriteHeader(header, { ...CHANGES, stripped });
  return { text: Buffer.concat([...pieces]).toString("latin1"), messageId };
}

describe("rewriteHeader", () => {
  test("puts the host's fields in front and leaves the rest alone", () => {
    const message = "Message-ID: <1@a>\r\nDate: then\r\n\r\nbody";
    expect(rewrite(message)).toEqual({ text: `Received: us\r\n${message}`, messageId: "<1@a>" });
  });

  test("adds what is missing", () => {
    expect(rewrite("\r\nbody")).toEqual({
      text: "Received: us\r\nMessage-ID: <q@us>\r\nDate: now\r\n\r\nbody",
      messageId: "<q@us>",
    });
  });

  test("takes fields out whole, wherever they stand", () => {
    const message =
      "Received: a\r\n\tb\r\nDate: x\r\nReceived: c\r\nMessage-ID: <1@a>\r\nReceived: d\r\n\r\nReceived: e";
    expect(rewrite(message, [0, 2, 4]).text).toBe("Received: us\r\nDate: x\r\nMessage-ID: <1@a>\r\n\r\nReceived: e");
  });

  test.each([
    { value: " <a b@c>", repeated: "<q@us>" },
    { value: `<${"x".repeat(300)}@c>`, repeated: "<q@us>" },
    { value: "no brackets", repeated: "<q@us>" },
    { value: "\r\n <folded@c>", repeated: "<folded@c>" },
    { value: "<a@c> <b@c>", repeated: "<q@us>" },
  ])("repeats the Message-ID $value in the reply only if it is one", ({ value, repeated }) => {
    expect(rewrite(`Message-ID: ${value}\r\n\r\n`).messageId).toBe(repeated);
  });
});
