import { isOwnEndpoint } from "./own-endpoints";

const ONE = [{ address: "127.0.0.1", port: 25 }];
const ALL = [{ address: "0.0.0.0", port: 25 }];

test.each([
  { address: "127.0.0.1", port: 25, listeners: ONE, own: true },
  { address: "::ffff:127.0.0.1", port: 25, listeners: ONE, own: true },
  { address: "127.0.0.1", port: 26, listeners: ONE, own: false },
  { address: "127.0.0.2", port: 25, listeners: ONE, own: false },
  { address: "127.0.0.2", port: 25, listeners: ALL, own: true },
  { address: "0.0.0.0", port: 25, listeners: ALL, own: true },
  { address: "0.0.0.0", port: 25, listeners: ONE, own: true },
  { address: "::", port: 25, listeners: [{ address: "::1", port: 25 }], own: true },
  { address: "::1", port: 25, listeners: [{ address: "::", port: 25 }], own: true },
  { address: "192.0.2.1", port: 25, listeners: ALL, own: false },
  { address: "127.0.0.1", port: 25, listeners: [], own: false },
])("$address port $port with listeners $listeners: $own", ({ address, port, listeners, own }) => {
  expect(isOwnEndpoint(address, port, listeners)).toBe(own);
});
