import fc from "fast-check";
import { loadBook } from "./load-book";
import { UsageBook } from "./usage-book";
import { bookLine, cellLine, USAGE_FILE_HEADER } from "./usage-line";

const DAY = 86_400_000;

function see(book: UsageBook, client: string, at: number): void {
  const connector = book.connector("crm");
  const range = book.range(connector, "10.0.0.0/8");
  for (const cell of [connector.cell, range.cell, book.client(range, client)]) {
    cell.countMessage(at, 100);
    book.touch(cell);
  }
}

function clientsOf(book: UsageBook): readonly string[] {
  return [...book.range(book.connector("crm"), "10.0.0.0/8").clients.keys()];
}

function textOf(book: UsageBook): string {
  const lines = [...book.cells()].map(cellLine);
  return [`${USAGE_FILE_HEADER}\n`, ...lines, bookLine({ since: book.since, savedAt: 5 })].join("");
}

test("clients of a range are addresses until there are many, then blocks", () => {
  const book = new UsageBook(0, { clientsPerRange: 3 });
  for (const client of ["10.0.0.1", "10.0.0.2", "10.0.7.1"]) see(book, client, 1);
  expect(clientsOf(book)).toEqual(["10.0.0.1", "10.0.0.2", "10.0.7.1"]);
  see(book, "10.0.7.2", 9);
  expect(clientsOf(book)).toEqual(["10.0.0.0/24", "10.0.7.0/24"]);
  const [, second] = book.range(book.connector("crm"), "10.0.0.0/8").clients.values();
  expect(second).toMatchObject({ messages: 2, bytes: 200, firstUse: 1, lastUse: 9 });
});

test("every client that came lies in a place that is kept, whatever came before it", () => {
  const addresses = fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(addresses, fc.integer({ min: 1, max: 20 }), (clients, clientsPerRange) => {
      const book = new UsageBook(0, { clientsPerRange });
      for (const parts of clients) see(book, `10.${parts.join(".")}`, 1);
      const range = book.range(book.connector("crm"), "10.0.0.0/8");
      const before = book.size;
      for (const parts of clients) book.client(range, `10.${parts.join(".")}`);
      expect(book.size).toBe(before);
      expect(range.clients.size).toBeLessThanOrEqual(clientsPerRange);
      expect([...range.clients.values()].reduce((sum, { messages }) => sum + messages, 0)).toBe(clients.length);
      expect([...book.cells()]).toHaveLength(book.size);
    }),
    { numRuns: 100 },
  );
});

test("room is made by forgetting what was used longest ago, and the book no longer speaks of that time", () => {
  const book = new UsageBook(0, { cells: 100 });
  for (let day = 1; day <= 200; day++) {
    const cell = book.principal(book.connector("crm"), `user ${day}`);
    cell.countMessage(day * DAY, 1);
    book.touch(cell);
  }
  book.connector("crm").cell.use(300 * DAY);
  book.makeRoom();
  expect(book.size).toBe(90);
  expect(book.since).toBe(111 * DAY);
  expect([...book.connector("crm").principals.keys()].at(0)).toBe("user 112");
});

test("last use never goes back with the clock", () => {
  const book = new UsageBook(0);
  see(book, "10.0.0.1", 100);
  see(book, "10.0.0.1", 50);
  expect(book.connector("crm").cell).toMatchObject({ firstUse: 100, lastUse: 100, messages: 2 });
});

test("what is saved is what is loaded, and a torn last line is what was not saved", () => {
  const book = new UsageBook(7);
  see(book, "10.0.0.1", 100);
  see(book, "2001:db8::1", 200);
  const loaded = loadBook(`${textOf(book)}0123456`);
  expect(loaded).toMatchObject({ savedAt: 5, book: { since: 7, size: book.size } });
  expect(loaded && textOf(loaded.book)).toBe(textOf(book));
});

test("clients of a time before a range became coarse are counted once", () => {
  const book = new UsageBook(0, { clientsPerRange: 2 });
  see(book, "10.0.0.1", 1);
  see(book, "10.0.0.2", 1);
  const before = textOf(book);
  see(book, "10.0.0.3", 1);
  const loaded = loadBook(before + textOf(book).slice(USAGE_FILE_HEADER.length + 1));
  expect(loaded && textOf(loaded.book)).toBe(textOf(book));
});

test.each([
  ["another form", (text: string) => text.replace("usage 1", "usage 2")],
  ["a changed figure", (text: string) => text.replace("100", "900")],
  ["a lost piece", (text: string) => text.slice(0, 40) + text.slice(45)],
  ["nothing", () => ""],
])("a file with %s is not read at all", (_what, damage) => {
  const book = new UsageBook(7);
  see(book, "10.0.0.1", 100);
  expect(loadBook(damage(textOf(book)))).toBeUndefined();
});
