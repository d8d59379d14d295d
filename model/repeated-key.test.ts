import fc from "fast-check";
import { findRepeatedKey } from "./repeated-key";

test.each<[text: string, key: string | undefined]>([
  ['{"a": 1, "b": {"a": 2}, "c": [{"a": 3}, {"a": 4}]}', undefined],
  ['{"a": 1, "a": 1}', "a"],
  ['{"a": 1, "\\u0061": 1}', "a"],
  ['[{"x": {"k": [], "k" : {}}}]', "k"],
  ['{"a": "a", "b": "a\\": {\\"a", "c": ["a", "a"]}', undefined],
])("%s has the key %p twice", (text, key) => {
  expect(findRepeatedKey(text)?.key).toBe(key);
});

test("no JSON that was written from values repeats a key", () => {
  fc.assert(fc.property(fc.json(), (text) => expect(findRepeatedKey(text)).toBeUndefined()));
});
