/** What may stand before and behind a dot: every line end somebody takes for one, and nothing. */
const BREAKS = ["\r", "\n", "\r\n", "\0", ""] as const;
/** What else was found in the wild (The-Login/SMTP-Smuggling-Tools, hannob/smtpsmug; CVE-2023-51764 to -51766). */
const FROM_THE_WILD = [
  "\r\n.\r\r\n",
  "\r\r\n.\r\r\n",
  "\r\n\0.\r\n",
  "\r\n.\0\r\n",
  "\r\n. \r\n",
  "\r\n.\t\r\n",
  "\r\n \r\n.\n",
  "\n\r.\r\n",
  "\r\n.\n\r",
  "\n\n.\n\n",
  "\r\r.\r\r",
  "\r\n..\r\n",
  "\r\n..\n",
  "\n..\n",
  "\n..\r\n",
  "\r..\r",
  "\r\n.\x0b\r\n",
  "\r\n.\x0c\r\n",
  "\x85.\x85",
  "\r\n.\x85",
  "\xe2\x80\xa8.\xe2\x80\xa8",
];

/** The one sequence that ends DATA (RFC 5321 §4.1.1.4). */
export const END_OF_DATA = "\r\n.\r\n";

/** Everything that could pass for the end of DATA; one letter for each byte. The true end is not among them. */
export const SMUGGLING_SEQUENCES: readonly string[] = [
  ...new Set([...BREAKS.flatMap((before) => BREAKS.map((after) => `${before}.${after}`)), ...FROM_THE_WILD]),
].filter((sequence) => sequence !== END_OF_DATA);

/** What would be a message of its own if the one before had ended. */
export const HIDDEN = "MAIL FROM:<evil@contoso.com>\r\nRCPT TO:<victim@contoso.com>\r\nDATA\r\n\r\nhidden\r\n.\r\n";

/** A message with a sequence in its body and the hidden commands behind it, as it goes over the wire after DATA. */
export function wireWith(sequence: string): { readonly wire: string; readonly at: number } {
  const before = "Subject: x\r\n\r\nbody";
  return { wire: `${before}${sequence}${HIDDEN}`, at: before.length };
}

/** Bare CR or LF somewhere in the content. */
export function hasBareLineEnd(content: string): boolean {
  return /(?:^|[^\r])\n|\r(?!\n)/.test(content);
}
