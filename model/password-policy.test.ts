import fc from "fast-check";
import { judgePassword, type PasswordSubject } from "./password-policy";

function complaintOf(password: unknown, more: Partial<PasswordSubject> = {}): string | undefined {
  const subject = { of: "account", username: "crm-app", property: "password", password, ...more } as const;
  return judgePassword(subject)[0]?.message;
}

it.each([
  ["of seven characters", "seven12", "password has 7 characters: use 8 to 256."],
  ["that is empty", "", "password has 0 characters: use 8 to 256."],
  ["of 257 characters", "x".repeat(257), "password has 257 characters: use 8 to 256."],
  [
    "with a line break",
    "correct horse\n",
    "password holds a control character, such as a line break at its end: leave it out.",
  ],
  ["with NUL", "correct\0horse", "password holds a control character, such as a line break at its end: leave it out."],
  [
    "with half a character",
    "correct\ud800horse",
    "password is not valid Unicode text: half of a surrogate pair stands alone.",
  ],
  ["that holds the username", "CRM-app!", undefined],
  ["of eight characters", "12345678", undefined],
  ["of 256 characters in two units each", "🔑".repeat(256), undefined],
  ["that is a number", 12_345_678, "password is not a text: write a string."],
])("a password of an account %s", (_title, password, expected) => {
  expect(complaintOf(password)).toBe(expected);
});

it("is not the username, in whatever case", () => {
  expect(complaintOf("Crm-Service", { username: "crm-service" })).toBe(
    "password is the username: choose another password.",
  );
});

it("follows the other host's rules when it is for an account there", () => {
  expect(complaintOf("short", { of: "other-host", username: "short" })).toBeUndefined();
  expect(complaintOf("", { of: "other-host" })).toBe("password has 0 characters: use 1 to 256.");
});

it("is never repeated in a message", () => {
  const secret = fc.string({ unit: "binary", minLength: 4, maxLength: 300 });
  fc.assert(
    fc.property(secret, (password) => {
      fc.pre(!/^[a-z ]+$/.test(password));
      expect(complaintOf(password) ?? "").not.toContain(password);
    }),
  );
});
