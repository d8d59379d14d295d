import type { Format } from "./field";
import { read, refuse } from "./outcome";

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";
const MOST_CERTIFICATES = 100;
/** Letters between the two lines, white space included. */
const CONTENT = { least: 100, most: 16_100 };
const LONGEST = 262_144;

/** One or more certificates in PEM form, each line ended by a line feed. */
export const certificates: Format<string> = {
  parse(value, property) {
    const text = typeof value === "string" && value.length <= LONGEST ? value : "";
    if (holdsCertificates(text)) return read(oneLineEach(text));
    const remedy = "write the text of a PEM file, each certificate from its BEGIN line to its END line.";
    return refuse("RELAY_CERTIFICATE_INVALID", property, `holds no certificates, or something beside them: ${remedy}`);
  },
  schema: { type: "string", maxLength: LONGEST, description: "certificates in PEM form" },
};

// Walked by hand: an expression for it tries every way to share blanks out, which took seconds for a long text of them.
function holdsCertificates(text: string): boolean {
  let rest = text.trim();
  for (let count = 0; count < MOST_CERTIFICATES && rest.startsWith(BEGIN); count++) {
    const end = rest.indexOf(END);
    const content = rest.slice(BEGIN.length, Math.max(end, 0));
    if (content.length < CONTENT.least || content.length > CONTENT.most) return false;
    if (!/^\s/.test(content) || /[^A-Za-z0-9+/=\s]/.test(content)) return false;
    rest = rest.slice(end + END.length).trimStart();
    if (rest === "") return true;
  }
  return false;
}

function oneLineEach(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}
