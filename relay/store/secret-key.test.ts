import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { openSecretBox, SECRETS_KEY_FILE } from "./secret-key";
import { StoreError } from "./store-error";

/** Matches every error of the store with this code. */
function storeError(code: StoreError["code"]): Error {
  return expect.objectContaining({ code }) as Error;
}

let dataDir: string;
const file = () => join(dataDir, SECRETS_KEY_FILE);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "secrets-key-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it("makes a key for the host's user alone, and keeps it", () => {
  const sealed = openSecretBox({ keyFile: file(), sealed: [] }).seal("at the smart host");
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(Buffer.from(readFileSync(file(), "utf8"), "base64")).toHaveLength(32);
  expect(existsSync(`${file()}.new`)).toBe(false);
  expect(openSecretBox({ keyFile: file(), sealed: [sealed] }).open(sealed)).toBe("at the smart host");
});

it("opens every text that it sealed, and seals the same one differently each time", () => {
  const box = openSecretBox({ keyFile: file(), sealed: [] });
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      fc.pre(text.isWellFormed());
      const [one, other] = [box.seal(text), box.seal(text)];
      expect(one).not.toBe(other);
      expect(box.open(one)).toBe(text);
      if (text.length > 3) expect(one).not.toContain(text);
    }),
  );
});

it("finds out that a sealed text was changed", () => {
  const box = openSecretBox({ keyFile: file(), sealed: [] });
  const sealed = box.seal("at the smart host");
  const [form, key, nonce, bytes = ""] = sealed.split(".");
  const swapped = bytes.startsWith("A") ? `B${bytes.slice(1)}` : `A${bytes.slice(1)}`;
  for (const changed of [[form, key, nonce, swapped].join("."), sealed.slice(0, -8), "v2.x", ""]) {
    expect(() => box.open(changed)).toThrow(storeError("RELAY_STORE_DAMAGED"));
  }
});

it("refuses to go on without the key of what is sealed, and makes no new one", () => {
  const sealed = openSecretBox({ keyFile: file(), sealed: [] }).seal("at the smart host");
  rmSync(file());
  expect(() => openSecretBox({ keyFile: file(), sealed: [sealed] })).toThrow(
    new StoreError(
      "RELAY_SECRETS_KEY_MISSING",
      `${file()} is missing, and 1 password is sealed with it. Put the file back from the copy of this data directory; nothing was changed.`,
    ),
  );
  expect(existsSync(file())).toBe(false);
});

it.each([
  ["another key", Buffer.alloc(32, 7).toString("base64")],
  ["half a key", Buffer.alloc(16, 7).toString("base64")],
  ["nothing", ""],
])("refuses %s", (_title, content) => {
  const sealed = openSecretBox({ keyFile: file(), sealed: [] }).seal("at the smart host");
  const key = readFileSync(file(), "utf8").trim();
  writeFileSync(file(), content);
  const opening = () => openSecretBox({ keyFile: file(), sealed: [sealed] });
  expect(opening).toThrow(storeError("RELAY_SECRETS_KEY_WRONG"));
  expect(opening).not.toThrow(key);
});

it("opens the store beside a sealed password that was damaged, which is found when it is used", () => {
  const sealed = openSecretBox({ keyFile: file(), sealed: [] }).seal("at the smart host");
  const damaged = `${sealed.slice(0, -6)}AAAAAA`;
  const box = openSecretBox({ keyFile: file(), sealed: [damaged] });
  expect(() => box.open(damaged)).toThrow(storeError("RELAY_STORE_DAMAGED"));
});
