import { HeaderCollector } from "./header-collector";

function collect(chunks: readonly string[], maxSize = 10_000) {
  const collector = new HeaderCollector(maxSize);
  const runs = chunks.filter((chunk) => chunk !== "").map((chunk) => Buffer.from(chunk, "latin1"));
  while (runs.length > 0 && !collector.complete && !collector.tooLarge) collector.push(runs.shift() as Buffer);
  collector.finish();
  const later = Buffer.concat(runs).toString("latin1");
  return {
    block: collector.block.toString("latin1"),
    rest: collector.rest.toString("latin1") + later,
    fields: collector.fields.map((field) => [field.kind, collector.read(field).value.trim()]),
    separator: collector.needsSeparator,
    tooLarge: collector.tooLarge,
  };
}

const MESSAGE =
  "Received: from a\r\n\tby b\r\nFROM: Crm\r\n <crm@contoso.com>\r\nX-MS-Exchange-Organization-SCL : -1\r\n" +
  "Subject: x\r\nResent-To: y\r\nX-MS-Exchange-Forest-A: 1\r\nmessage-id: <1@a>\r\n\r\nFrom: body\r\n";

describe("HeaderCollector", () => {
  test("finds the fields of interest, folded or in any case, and where the body begins, at every chunking", () => {
    const expected = collect([MESSAGE]);
    expect(expected.fields).toEqual([
      ["received", "from a\r\n\tby b"],
      ["from", "Crm\r\n <crm@contoso.com>"],
      ["organization", "-1"],
      ["resent", "y"],
      ["forest", "1"],
      ["message-id", "<1@a>"],
    ]);
    expect(expected.rest).toBe("\r\nFrom: body\r\n");
    for (let cut = 0; cut <= MESSAGE.length; cut++) {
      expect(collect([MESSAGE.slice(0, cut), MESSAGE.slice(cut)])).toEqual(expected);
    }
    expect(collect([...MESSAGE])).toEqual(expected);
  });

  test.each([
    { title: "a message without header", text: "\r\nbody\r\n", block: "", rest: "\r\nbody\r\n", separator: false },
    {
      title: "a body without empty line",
      text: "hello\r\nFrom: x\r\n",
      block: "",
      rest: "hello\r\nFrom: x\r\n",
      separator: true,
    },
    {
      title: "a body behind a field",
      text: "A: b\r\nhello there\r\n",
      block: "A: b\r\n",
      rest: "hello there\r\n",
      separator: true,
    },
    { title: "a header that ends with the message", text: "A: b\r\n", block: "A: b\r\n", rest: "", separator: false },
    {
      title: "a folded line without field",
      text: " x\r\nA: b\r\n",
      block: "",
      rest: " x\r\nA: b\r\n",
      separator: true,
    },
    { title: "an empty message", text: "", block: "", rest: "", separator: false },
    { title: "a line that begins with a colon", text: ": x\r\n\r\n", block: "", rest: ": x\r\n\r\n", separator: true },
  ])("ends the header of $title in the right place", ({ text, block, rest, separator }) => {
    expect(collect([...text])).toMatchObject({ block, rest, separator });
    expect(collect([text])).toMatchObject({ block, rest, separator });
  });

  test.each([
    { title: "grows over the limit without an end", text: `A: ${"x".repeat(50)}`, tooLarge: true },
    { title: "ends beyond the limit", text: `A: ${"x".repeat(20)}\r\n\r\nbody`, tooLarge: true },
    { title: "ends at the limit", text: `A: ${"x".repeat(15)}\r\n\r\n${"body".repeat(10)}`, tooLarge: false },
  ])("a header that $title", ({ text, tooLarge }) => {
    expect(collect([text], 20).tooLarge).toBe(tooLarge);
    expect(collect([...text], 20).tooLarge).toBe(tooLarge);
  });
});
