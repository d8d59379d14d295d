/** Text without anything that could steer a terminal or forge a line: what strangers wrote is shown, never obeyed. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, "\u{FFFD}");
}
