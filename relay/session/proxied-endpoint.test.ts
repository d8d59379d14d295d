import { proxiedEndpoints } from "./proxied-endpoint";

const SOCKET = { local: { address: "10.0.0.5", port: 25 }, client: "10.0.0.9", clientPort: 40_000 };

describe("proxiedEndpoints", () => {
  test.each([
    { source: "192.168.2.55", client: "192.168.2.55", local: "10.0.0.5" },
    { source: "::ffff:192.168.2.55", client: "192.168.2.55", local: "10.0.0.5" },
    { source: "2001:DB8:0:0:0:0:0:55", client: "2001:db8::55", local: "::" },
  ])("puts $source on the socket's port, at its own address or its family's wildcard", ({ source, client, local }) => {
    expect(proxiedEndpoints(SOCKET, { address: source, port: 51_000 })).toEqual({
      client,
      clientPort: 51_000,
      local: { address: local, port: 25 },
    });
  });

  test.each([
    "0.0.0.0",
    "::",
    "224.0.0.251",
    "239.255.255.255",
    "ff02::1",
    "255.255.255.255",
    "::ffff:0.0.0.0",
    "010.0.0.1",
  ])("refuses %s, which is no single host's", (source) => {
    expect(proxiedEndpoints(SOCKET, { address: source, port: 1 })).toBeUndefined();
  });
});
