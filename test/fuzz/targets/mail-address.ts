import addressparser from "nodemailer/lib/addressparser";
import { parseMailAddress, toDomainName } from "../../../model";
import { DOMAINS, randomAddress } from "../grammar/address-grammar";
import { must, mustEqual, pureTarget, textSeeds } from "../fuzz-target";

/** Addresses of MAIL and RCPT, in ASCII and with SMTPUTF8, beside nodemailer's reading of the same text. */
export const mailAddress = pureTarget({
  name: "mail-address",
  seeds: textSeeds("user@contoso.com", '"a b"@contoso.com', "@a,@b:user@contoso.com", "us\u00e9r@b\u00fccher.example"),
  words: [...DOMAINS, "@", '"', "\\", "%", "!", "@a,@b:"],
  make: (random) => Buffer.from(randomAddress(random)),
  run: (input) => {
    const text = input.toString("utf8");
    return [judge(text, "ascii"), judge(text, "utf-8"), judgeCompleted(text)].join(" ");
  },
});

function judge(text: string, letters: "ascii" | "utf-8"): string {
  const parsed = parseMailAddress(text, { letters });
  if (!parsed.ok) return parsed.fault;
  const { address } = parsed;
  must(!/[\p{Cc}<>]/u.test(address.text), "a control character or bracket was accepted", address);
  must(unquotedAts(address.text) === 1, "an address has not exactly one unquoted @", address);
  must(address.text === `${address.localPart}@${address.domain}`, "text is not its parts", address);
  mustEqual(parseMailAddress(address.text, { letters }), parsed, "an address reads otherwise the second time");
  judgeDomain(address);
  judgeBeside(address.text);
  return `${letters}:${address.isLiteral ? "literal" : "name"}:${address.localPart.startsWith('"') ? "quoted" : "atom"}`;
}

function judgeDomain({ domain, isLiteral }: { readonly domain: string; readonly isLiteral: boolean }): void {
  if (isLiteral) return;
  must(domain === domain.toLowerCase() && /^[\x21-\x7e]+$/.test(domain), "a domain is not lower-case ASCII", domain);
  // Names of Windows hosts have underscores, which no domain of a configuration has.
  const plain = domain.replaceAll("_", "z");
  must(toDomainName(plain, { trailingDot: "refuse" }) === plain, "a domain does not normalise to itself", domain);
}

function unquotedAts(text: string): number {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, "").split("@").length - 1;
}

// Who hands the address on writes it between angle brackets and must mean the same mailbox.
function judgeBeside(text: string): void {
  if (text.startsWith('"')) return;
  const [read, ...more] = addressparser(`<${text}>`);
  must(more.length === 0 && read !== undefined && "address" in read, "nodemailer reads several addresses", text);
  mustEqual(read.address, text, "nodemailer reads another address");
}

function judgeCompleted(text: string): string {
  const parsed = parseMailAddress(text, { defaultDomain: "contoso.com" });
  if (!parsed.ok) return parsed.fault;
  must(text.includes("@") || parsed.address.domain === "contoso.com", "a bare name got another domain", parsed);
  return text.includes("@") ? "whole" : "completed";
}
