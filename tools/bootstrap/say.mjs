/** One line of progress, on stderr so that a command's own output stays clean. */
export function say(line) {
  process.stderr.write(`· ${line}\n`);
}
