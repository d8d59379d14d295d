import { isLoopback, readRelayOptions, type RelayOptionTexts } from "./options";

const SURROUNDINGS = { machineName: "machine", version: "1.2.3" };

const failuresOf = (texts: RelayOptionTexts) => {
  const options = readRelayOptions(texts, SURROUNDINGS);
  return options.ok ? [] : options.failures.map(({ code, property, message }) => `${code} ${property}: ${message}`);
};

describe("options of a host", () => {
  test("have safe defaults", () => {
    expect(readRelayOptions({}, SURROUNDINGS)).toEqual({
      ok: true,
      value: {
        dataDir: "relay-data",
        store: { shared: null, secretsKeyFile: null },
        api: { host: "127.0.0.1", port: 8025 },
        apiTls: null,
        smtpTls: null,
        hostName: "machine",
        clientCaFile: null,
        directory: null,
        trustedProxies: null,
        initialTrustedProxies: [],
        adminToken: null,
        stopTimeout: 30_000,
        tracking: { maxFileSize: 10_485_760, maxDirectorySize: 1_048_576_000, maxAge: 2_592_000_000 },
        protocolLog: { maxFileSize: 10_485_760, maxDirectorySize: 262_144_000, maxAge: 2_592_000_000 },
        refusals: { maxSize: 16_777_216, maxAge: 2_592_000_000 },
        logLevel: "info",
        usage: "on",
        version: "1.2.3",
      },
    });
  });

  test.each<[RelayOptionTexts, string]>([
    [{ api: "127.0.0.1" }, 'RELAY_OPTION_INVALID --api: --api: "127.0.0.1" is not an address and port'],
    [{ api: "relay.example:80" }, "RELAY_OPTION_INVALID --api"],
    [{ api: "127.0.0.1:99999" }, "RELAY_OPTION_INVALID --api"],
    [{ api: "0.0.0.0:8025" }, "RELAY_API_NEEDS_TLS --api"],
    [{ api: "[::]:8025" }, "RELAY_API_NEEDS_TLS --api"],
    [{ apiTlsCert: "a.pem" }, "RELAY_OPTION_INVALID --api-tls-key"],
    [{ smtpTlsKey: "a.key" }, "RELAY_OPTION_INVALID --smtp-tls-cert"],
    [{ store: "mysql://db/relay" }, "RELAY_OPTION_INVALID --store"],
    [{ hostname: "a b" }, "RELAY_OPTION_INVALID --hostname"],
    [{ trustedProxies: "10.0.0.1/24" }, "--trusted-proxies"],
    [{ initialTrustedProxies: "010.0.0.1" }, "--initial-trusted-proxies"],
    [{ initialTrustedProxies: "203.0.113.0/28" }, "RELAY_WIDE_PROXIES --initial-trusted-proxies"],
    [{ initialTrustedProxies: "10.0.0.0/23" }, "RELAY_WIDE_PROXIES --initial-trusted-proxies"],
    [{ ldapUrl: "ldap.example.com", ldapBindDn: "uid={username}" }, "RELAY_OPTION_INVALID --ldap-url"],
    [{ stopTimeout: "-1" }, "RELAY_OPTION_INVALID --stop-timeout"],
    [{ protocolLogMaxFileSize: "10 apples" }, "RELAY_OPTION_INVALID --protocol-log-max-file-size"],
    [{ protocolLogMaxFileSize: "1KB" }, "RELAY_OPTION_INVALID --protocol-log-max-file-size"],
    [{ protocolLogMaxDirectorySize: "0" }, "RELAY_OPTION_INVALID --protocol-log-max-directory-size"],
    [{ protocolLogMaxAge: "00:00:00" }, "RELAY_OPTION_INVALID --protocol-log-max-age"],
    [{ trackingLogMaxFileSize: "1KB" }, "RELAY_OPTION_INVALID --tracking-log-max-file-size"],
    [{ refusalLogMaxSize: "1KB" }, "RELAY_OPTION_INVALID --refusal-log-max-size"],
    [{ refusalLogMaxAge: "a month" }, "--refusal-log-max-age"],
    [{ logLevel: "loud" }, "RELAY_OPTION_INVALID --log-level"],
    [{ adminToken: "short" }, "RELAY_OPTION_INVALID RELAY_ADMIN_TOKEN"],
  ])("%p is refused and names its flag", (texts, expected) => {
    expect(failuresOf(texts)).toEqual([expect.stringContaining(expected)]);
  });

  test("everything wrong is said at once", () => {
    expect(failuresOf({ api: "x", hostname: "", logLevel: "loud" })).toHaveLength(3);
  });

  test("the admin token is never repeated", () => {
    expect(failuresOf({ adminToken: "se cret" }).join()).not.toContain("se cret");
  });

  test("another address is fine with TLS, and an empty list of proxies believes nobody", () => {
    const texts = { api: "[::]:8025", apiTlsCert: "a.pem", apiTlsKey: "a.key", trustedProxies: "" };
    expect(readRelayOptions(texts, SURROUNDINGS)).toMatchObject({
      ok: true,
      value: { api: { host: "::", port: 8025 }, trustedProxies: [] },
    });
  });

  test.each([
    ["127.0.0.1", true],
    ["127.9.9.9", true],
    ["::1", true],
    ["127.example.com", false],
    ["0.0.0.0", false],
    ["::ffff:127.0.0.1", false],
  ])("%s is loopback: %p", (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
