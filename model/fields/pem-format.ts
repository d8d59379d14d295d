import type { Format } from "./field";
import { read, refuse } from "./outcome";

const BLOCK = "-----BEGIN CERTIFICATE-----\\s+[A-Za-z0-9+/=\\s]{100,16000}?-----END CERTIFICATE-----\\s*";
const BLOCKS = new RegExp(`^\\s*(?:${BLOCK}){1,100}$`);
const LONGEST = 262_144;

/** One or more certificates in PEM form, each line ended by a line feed. */
export const certificates: Format<string> = {
  parse(value, property) {
    const text = typeof value === "string" && value.length <= LONGEST ? value : "";
    if (BLOCKS.test(text)) return read(`${text.trim().replaceAll(/[ \t]*\r?\n\s*/g, "\n")}\n`);
    const remedy = "write the text of a PEM file, each certificate from its BEGIN line to its END line.";
    return refuse("RELAY_CERTIFICATE_INVALID", property, `holds no certificates, or something beside them: ${remedy}`);
  },
  schema: { type: "string", maxLength: LONGEST, description: "certificates in PEM form" },
};
