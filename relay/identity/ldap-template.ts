/** What stands for `{username}` and `{dn}` in a template. */
export interface TemplateValues {
  readonly username: string;
  readonly dn?: string;
}

/** Puts a value into a distinguished name as a value of one attribute, whatever is in it (RFC 4514 §2.4). */
export function fillDn(template: string, { username }: TemplateValues): string {
  return template.replaceAll("{username}", () => escapeDn(username));
}

/** Puts values into a search filter as assertion values, whatever is in them (RFC 4515 §3). */
export function fillFilter(template: string, { username, dn = "" }: TemplateValues): string {
  return template.replace(/\{(username|dn)\}/g, (_, name) => escapeFilter(name === "dn" ? dn : username));
}

// More is escaped than must be: a letter, digit or one of these never means anything but itself.
function escapeDn(value: string): string {
  const inner = value.replace(/[^\p{L}\p{N}._@ -]/gu, hex);
  return inner.replace(/^ | $/g, hex);
}

function escapeFilter(value: string): string {
  // ldapts takes an escaped byte for a character, so what is beyond ASCII goes as it is: nothing there means anything.
  return value.replace(/(?![A-Za-z0-9._@ ,=-])\p{ASCII}/gu, hex);
}

function hex(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
}
