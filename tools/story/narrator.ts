import { styleText } from "node:util";

/** A step of the story that did not do what it should. */
export class StoryError extends Error {}

let step = 0;

/** A numbered heading. */
export function tell(heading: string): void {
  step += 1;
  print(styleText("bold", `${step}. ${heading}`));
}

/** One line below the heading. */
export function show(line: string): void {
  print(`   ${line}`);
}

/** What another program printed, without blank lines. */
export function quote(text: string): void {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  for (const line of lines) print(styleText("dim", `   | ${line.trimEnd()}`));
}

/** Shows an SMTP reply that must look as expected. */
export function expectReply(what: string, reply: string, expected: RegExp): void {
  show(`${what}  ->  ${reply === "" ? "(connection closed)" : reply.split("\n").at(-1)}`);
  if (!expected.test(reply)) throw new StoryError(`${what}: expected a reply like ${expected.source}, got "${reply}"`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
