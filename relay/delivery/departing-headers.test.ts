import { Readable } from "node:stream";
import fc from "fast-check";
import { FieldFilter, departing, fieldFilterOf, withoutFields } from "./departing-headers";

const isSubject = (name: string): boolean => name.toLowerCase() === "subject";

function kept(message: string): string {
  return withoutFields(Buffer.from(message, "latin1"), isSubject).toString("latin1");
}

describe("withoutFields", () => {
  test.each([
    {
      title: "nothing to take",
      message: "Subject: a\r\n\r\nReceived: b\r\n",
      leaves: "Subject: a\r\n\r\nReceived: b\r\n",
    },
    { title: "a folded field", message: "X: a\r\n b\r\n\tc\r\nSubject: d\r\n\r\n", leaves: "Subject: d\r\n\r\n" },
    {
      title: "a folded field that stays",
      message: "Subject: a\r\n b\r\nX: c\r\n\r\n",
      leaves: "Subject: a\r\n b\r\n\r\n",
    },
    { title: "blanks before the colon", message: "X \t: a\r\nSubject: b\r\n\r\n", leaves: "Subject: b\r\n\r\n" },
    { title: "no body", message: "X: a\r\nSubject: b\r\n", leaves: "Subject: b\r\n" },
    { title: "no end of line", message: "Subject: b\r\nX: a", leaves: "Subject: b\r\n" },
    { title: "nothing", message: "", leaves: "" },
    { title: "a body at once", message: "\r\nX: a\r\n", leaves: "\r\nX: a\r\n" },
    { title: "a first line that is no field", message: "no field\r\nX: a\r\n", leaves: "no field\r\nX: a\r\n" },
    { title: "a colon on a later line only", message: "no field\r\nX: a\r\n", leaves: "no field\r\nX: a\r\n" },
  ])("$title", ({ message, leaves }) => {
    expect(kept(message)).toBe(leaves);
  });

  test("gives back the very same buffer when no field goes", () => {
    const message = Buffer.from("Subject: a\r\n\r\nb\r\n");
    expect(withoutFields(message, isSubject)).toBe(message);
  });
});

describe("FieldFilter", () => {
  test("whatever the chunks, the stream has what the buffer has", async () => {
    const line = fc.constantFrom("Subject: a\r\n", "X: b\r\n", " folded\r\n", "\r\n", "text\r\n", "Y: c", "\n", "\r");
    const message = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(""));
    await fc.assert(
      fc.asyncProperty(message, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const chunks = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
        const filter = Readable.from(chunks.map((chunk) => Buffer.from(chunk))).pipe(new FieldFilter(isSubject));
        const out: Buffer[] = [];
        for await (const chunk of filter) out.push(chunk as Buffer);
        expect(Buffer.concat(out).toString()).toBe(kept(text));
      }),
    );
  });

  test("a stream that breaks breaks what is made of it", async () => {
    const broken = () =>
      new Readable({
        read() {
          this.destroy(new Error("the disk is gone"));
        },
      });
    const content = departing({ body: broken, size: 1 }, isSubject);
    const read = async () => {
      if (Buffer.isBuffer(content.body)) throw new Error("It is a buffer.");
      for await (const chunk of content.body()) expect(chunk).toBeUndefined();
    };
    await expect(read()).rejects.toThrow("the disk is gone");
  });
});

test("with all three rights nothing is looked at", () => {
  const all = ["Routing", "Organization", "Forest"].map((area) => `ms-Exch-Send-Headers-${area}`);
  expect(fieldFilterOf(all)).toBeUndefined();
});
