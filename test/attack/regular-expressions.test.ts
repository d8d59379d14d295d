import { everyExpression, slowestText } from "./regular-expressions";

/** Letters of a command line; files and bodies are longer, and are read in pieces or bounded. */
const LENGTH = 16 * 1024;
/** Of the processor, for one text: what a client costs with one line. */
const MOST_MILLISECONDS = 150;

/** Beginnings of files whose expressions only see texts of the program's own or of a bounded length, and how long those are. */
const SHORT_TEXTS: Readonly<Record<string, number>> = {
  // Entries of a program, written by whoever runs it.
  "sdk/components/dialog-list.ts": 1000,
  // Numbers and addresses that the model writes itself.
  "model/impact/words/address-words.ts": 50,
  "model/ip-range-text.ts": 100,
  // One field of a line that the host wrote, cut there.
  "relay/log-files/csv-field.ts": 2048,
  // A flag of the command line.
  "cli/commands/impact.ts": 2048,
};

test("no regular expression of the product takes long for a text that was made to be slow", () => {
  const all = everyExpression();
  expect(all.length).toBeGreaterThan(200);
  const slow = all.flatMap(({ place, expression }) => {
    const length = SHORT_TEXTS[place.replace(/:\d+$/, "")] ?? LENGTH;
    const { text, milliseconds } = slowestText(expression, length);
    if (milliseconds < MOST_MILLISECONDS) return [];
    return [`${place} ${expression} takes ${Math.round(milliseconds)} ms for ${JSON.stringify(text)}`];
  });
  expect(slow).toEqual([]);
}, 120_000);
