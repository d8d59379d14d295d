import type { X509Certificate } from "node:crypto";

/**
 * The name that Set-ReceiveConnector -TlsCertificateName takes, `<I>issuer<S>subject`: both as Windows prints
 * distinguished names, the most specific part first.
 */
export function exchangeCertificateName({ issuer, subject }: Pick<X509Certificate, "issuer" | "subject">): string {
  return `<I>${distinguishedName(issuer)}<S>${distinguishedName(subject)}`;
}

/**
 * A distinguished name as Windows prints it (CertNameToStr, CERT_X500_NAME_STR, reversed), from the lines that Node
 * prints: one relative name each, the most general first.
 */
export function distinguishedName(lines: string | undefined): string {
  if (lines === undefined || lines === "") return "";
  return lines
    .split("\n")
    .reverse()
    .map((line) => line.split(" + ").map(attribute).join(" + "))
    .join(", ");
}

// Where OpenSSL's short names differ from those of Windows.
const WINDOWS_NAMES: Readonly<Record<string, string>> = {
  ST: "S",
  emailAddress: "E",
  GN: "G",
  initials: "I",
  street: "STREET",
  title: "T",
  serialNumber: "SERIALNUMBER",
};

function attribute(text: string): string {
  const split = text.indexOf("=");
  const key = text.slice(0, split);
  const name = /^\d+(\.\d+)+$/.test(key) ? `OID.${key}` : (WINDOWS_NAMES[key] ?? key);
  return `${name}=${quoted(unescape(text.slice(split + 1)))}`;
}

/** Takes out the escapes of RFC 2253 §2.4, which Node leaves in. */
function unescape(value: string): string {
  const bytes = /(?:\\[0-9A-Fa-f]{2})+/g;
  return value
    .replace(bytes, (run) => Buffer.from(run.replaceAll("\\", ""), "hex").toString("utf8"))
    .replace(/\\([^0-9A-Fa-f])/g, "$1");
}

function quoted(value: string): string {
  const needsQuotes = value === "" || /^\s|\s$|[,+="\n<>#;]/.test(value);
  return needsQuotes ? `"${value.replaceAll('"', '""')}"` : value;
}
