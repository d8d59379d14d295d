import { formatSmartHost, parseSmartHost } from "./smart-host";

test.each([
  ["smarthost.contoso.com", "smarthost.contoso.com:25"],
  ["SmartHost.Contoso.com:587", "smarthost.contoso.com:587"],
  ["192.0.2.1", "192.0.2.1:25"],
  ["127.0.0.1:2526", "127.0.0.1:2526"],
  ["[2001:DB8:0::1]", "[2001:db8::1]:25"],
  ["[2001:db8::1]:65535", "[2001:db8::1]:65535"],
  ["[::ffff:192.0.2.1]:25", "192.0.2.1:25"],
  ["localhost:2526", "localhost:2526"],
  ["smarthost.contoso.com;3", "smarthost.contoso.com:25;3"],
  ["[2001:db8::1]:587;1000", "[2001:db8::1]:587;1000"],
  ["192.0.2.1:25;1", "192.0.2.1:25"],
  ["spare.contoso.com:25;0", "spare.contoso.com:25;0"],
])("%s is %s", (text, canonical) => {
  const parsed = parseSmartHost(text, "smartHosts[0]");
  expect(parsed.ok && formatSmartHost(parsed.value)).toBe(canonical);
  expect(parsed.ok && parseSmartHost(canonical, "smartHosts[0]")).toEqual(parsed);
});

test.each([
  ["2001:db8::1", "has no brackets; write [2001:db8::1]:25"],
  ["", "is not a smart host"],
  [":25", "is not a smart host"],
  ["host:", "has no port from 1 to 65535"],
  ["host:0", "has no port from 1 to 65535"],
  ["host:65536", "has no port from 1 to 65535"],
  ["host:025", "has no port from 1 to 65535"],
  ["host:25;", "has no weight from 0 to 1000"],
  ["host:25;1001", "has no weight from 0 to 1000"],
  ["host:25;01", "has no weight from 0 to 1000"],
  ["host:25;1;2", "has no weight from 0 to 1000"],
  ["host:25;-1", "has no weight from 0 to 1000"],
  ["[host]:25", "has something other than an address in brackets"],
  ["0.0.0.0:25", "is no host's address"],
  ["010.0.0.1:25", "is not a smart host"],
  ["a b:25", "is not a smart host"],
  ["host\r\n:25", "has a control character"],
  ["*.contoso.com", "is not a smart host"],
  ["smtp://host:25", "is not a smart host"],
])("%j %s", (text, why) => {
  const parsed = parseSmartHost(text, "smartHosts[0]");
  expect(parsed.ok ? [] : parsed.failures).toMatchObject([
    { code: "RELAY_SMART_HOST_INVALID", property: "smartHosts[0]", message: expect.stringContaining(why) as string },
  ]);
});
