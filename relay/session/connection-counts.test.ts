import { ConnectionBook } from "./connection-counts";

const START = 1_800_000_000_000;

describe("ConnectionBook", () => {
  test("counts open connections by connector and by source, and forgets those that ended", () => {
    const book = new ConnectionBook();
    book.open("a", "192.0.2.1");
    book.open("a", "192.0.2.1");
    book.open("a", "192.0.2.2");
    book.open("b", "192.0.2.1");
    const counts = book.countsFor("192.0.2.1", START);
    expect([counts.connectorConnections("a"), counts.sourceConnections("a"), counts.sourceConnections("b")]).toEqual([
      3, 2, 1,
    ]);
    book.close("a", "192.0.2.1");
    book.close("b", "192.0.2.1");
    expect([counts.connectorConnections("a"), counts.sourceConnections("a"), counts.sourceConnections("b")]).toEqual([
      2, 1, 0,
    ]);
    expect(book.openByConnector()).toEqual({ a: 2 });
  });

  test.each([
    { after: 0, count: 3 },
    { after: 59_000, count: 3 },
    { after: 60_000, count: 2 },
    { after: 69_999, count: 2 },
    { after: 70_000, count: 0 },
    { after: 3_600_000, count: 0 },
  ])("sees $count of its connections $after ms later", ({ after, count }) => {
    const book = new ConnectionBook();
    book.begin(START);
    book.begin(START + 10_000);
    book.begin(START + 10_500);
    const at = Math.max(START + after, START + 10_500);
    expect(book.countsFor("192.0.2.1", at).connectionsThisMinute).toBe(count);
  });

  test("keeps its numbers when the clock jumps back", () => {
    const book = new ConnectionBook();
    book.begin(START);
    book.begin(START - 100_000);
    expect(book.countsFor("192.0.2.1", START).connectionsThisMinute).toBe(2);
  });
});
