import { formatReply, repliesOf } from "./replies";
import type { Dialect } from "./settings";

describe("repliesOf", () => {
  const dialects: readonly Dialect[] = ["classic", "modern"];

  test.each(dialects)("every %s reply is one line, its enhanced code of the class of its code", (dialect) => {
    for (const reply of Object.values(repliesOf(dialect))) {
      expect(formatReply(reply)).toMatch(/^[2-5]\d\d( [\x20-\x7e]+)?$/);
      if (reply.enhancedCode !== "")
        expect(reply.enhancedCode).toMatch(new RegExp(`^${String(reply.code)[0]}\\.\\d\\.\\d{1,3}$`));
    }
  });

  test("is the same object at every call, so that a decision allocates no reply", () => {
    for (const dialect of dialects) expect(repliesOf(dialect)).toBe(repliesOf(dialect));
  });

  test.each([
    ["relayDenied", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"],
    ["anonymousSubmitDenied", "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM"],
    ["senderDenied", "550 5.7.60 SMTP; Client does not have permissions to send as this sender"],
    ["headerSenderDenied", "550 5.7.1 Not authorized to send for this author"],
    ["authFailed", "535 5.7.8 Authentication credentials invalid"],
  ] as const)("%s in the modern dialect", (name, line) => {
    expect(formatReply(repliesOf("modern")[name])).toBe(line);
  });
});
