// JSON escapes C0 controls; DEL, C1 controls, line and paragraph separators and changes of direction it leaves as they are.
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A line of the log in which nothing that strangers wrote can steer a terminal or pass for a line of its own. Still JSON. */
export function safeLogLine(line: string): string {
  return line.replace(UNSAFE, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
