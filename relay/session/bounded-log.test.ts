import { BoundedLog } from "./bounded-log";

test("twenty lines pass in ten seconds, and the next one says how many did not", () => {
  const log = new BoundedLog();
  const seen: number[] = [];
  for (let line = 0; line < 50; line++) log.write(1000 + line, (suppressed) => void seen.push(suppressed));
  expect(seen).toHaveLength(20);
  log.write(11_000, (suppressed) => void seen.push(suppressed));
  expect(seen.at(-1)).toBe(30);
});
