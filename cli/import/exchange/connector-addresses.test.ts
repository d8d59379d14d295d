import { carryBinding, carryRange } from "./connector-addresses";

test.each([
  ["192.168.1.1", "192.168.1.1"],
  ["192.168.1.1/24", "192.168.1.0/24"],
  ["192.168.1.0/24", "192.168.1.0/24"],
  ["fe80::1%11", "fe80::1"],
  ["fe80::1%11-fe80::ff%11", "fe80::1-fe80::ff"],
  ["fe80::1%eth0/64", "fe80::/64"],
  ["0.0.0.0-255.255.255.255", "0.0.0.0-255.255.255.255"],
  ["0.0.0.0", undefined],
  ["nonsense", "nonsense"],
])("the range %s is carried over as %s", (text, value) => {
  expect(carryRange(text).value).toBe(value);
});

test.each([
  ["0.0.0.0:25", ["0.0.0.0:25"], "0.0.0.0:25"],
  ["[::]:", ["0.0.0.0:587", "[::]:"], "[::]:587"],
  ["[fe80::1%11]:25", ["[fe80::1%11]:25"], "[fe80::1]:25"],
  // Nothing says which port is meant: the model refuses it.
  ["[::]:", ["[::]:"], "[::]:"],
  ["[::]:", ["0.0.0.0:25", "10.0.0.1:587", "[::]:"], "[::]:"],
])("of the binding %s among %j becomes %s", (text, all, value) => {
  expect(carryBinding(text, all).value).toBe(value);
});
