import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeText } from "../../cli/import/input/decode-text";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

const TEXT = readFileSync(join(PROJECT_ROOT, "test", "import", "fixtures", "permissions.csv"), "utf8");

function bigEndian(text: string): Buffer {
  return Buffer.from(text, "utf16le").swap16();
}

test.each([
  ["UTF-8", Buffer.from(TEXT)],
  ["UTF-8 with byte order mark", Buffer.from(`\ufeff${TEXT}`)],
  ["UTF-16 with byte order mark, as Out-File of Windows PowerShell writes it", Buffer.from(`\ufeff${TEXT}`, "utf16le")],
  ["UTF-16 without", Buffer.from(TEXT, "utf16le")],
  ["UTF-16 big-endian with byte order mark", bigEndian(`\ufeff${TEXT}`)],
  ["UTF-16 big-endian without", bigEndian(TEXT)],
])("%s is read", (_, bytes) => {
  expect(decodeText(bytes, "permissions.csv")).toBe(TEXT);
});
