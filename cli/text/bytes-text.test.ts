import { bytesText } from "./bytes-text";

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1536, "1.5 KB"],
  [200 * 1024 ** 2, "200 MB"],
  [5 * 1024 ** 4, "5.0 TB"],
  [5 * 1024 ** 5, "5120 TB"],
])("%d bytes are %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));
