import { parseAccountName } from "../account-name";
import type { Format } from "./field";
import { list, sortedOnce } from "./list";
import { read, refuse } from "./outcome";
import { quoteValue } from "../quote-value";

/** Name of an account or a group. */
export const accountName: Format<string> = {
  parse: parseAccountName,
  schema: { type: "string", minLength: 1, maxLength: 64, pattern: "^[^\\\\]+$" },
};

/** Names of groups, sorted, each once whatever its case. */
export const groupNames: Format<readonly string[]> = list({
  item: accountName,
  min: 0,
  of: "groups",
  canonical: (names) => sortedOnce(names.filter((name, index) => index === indexWithoutCase(names, name))),
});

function indexWithoutCase(names: readonly string[], name: string): number {
  return names.findIndex((other) => other.toLowerCase() === name.toLowerCase());
}

const SHA_256 = /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/;

/** SHA-256 fingerprints of certificates, `AA:BB:...`, sorted, each once. */
export const fingerprints: Format<readonly string[]> = list({
  item: {
    parse(value, property) {
      const spelt = typeof value === "string" && value.length < 200 ? spellFingerprint(value) : "";
      if (SHA_256.test(spelt)) return read(spelt);
      const remedy = "write a SHA-256 fingerprint, 32 bytes as AA:BB:CC (openssl x509 -noout -fingerprint -sha256).";
      return refuse("RELAY_FINGERPRINT_INVALID", property, `is ${quoteValue(value)}: ${remedy}`);
    },
    schema: { type: "string", pattern: SHA_256.source },
  },
  min: 0,
  max: 100,
  of: "client certificates",
  canonical: sortedOnce,
});

function spellFingerprint(text: string): string {
  const digits = text.replace(/^sha256 fingerprint=/i, "").replaceAll(":", "");
  return (digits.toUpperCase().match(/.{1,2}/g) ?? []).join(":");
}
