import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settleControlEndpoint } from "./control-endpoint";

describe("the endpoint of a relay host", () => {
  test("is a host on this machine unless told", () => {
    expect(settleControlEndpoint({}, {})).toEqual({ url: "http://127.0.0.1:8025", token: null, caCert: null });
  });

  test("comes from the environment, and what is given wins", () => {
    const env = { RELAY_ENDPOINT: "https://relay.example:8025/", RELAY_TOKEN: "from-env", RELAY_CA_CERT: "" };
    expect(settleControlEndpoint({ token: "given" }, env)).toEqual({
      url: "https://relay.example:8025",
      token: "given",
      caCert: null,
    });
  });

  test("takes a CA certificate as text or as a file", () => {
    const pem = "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n";
    const folder = mkdtempSync(join(tmpdir(), "relay-ca-"));
    writeFileSync(join(folder, "ca.pem"), pem);
    try {
      expect(settleControlEndpoint({ caCert: pem }, {}).caCert).toBe(pem);
      expect(settleControlEndpoint({ caCert: join(folder, "ca.pem") }, {}).caCert).toBe(pem);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    [{ endpoint: "relay:8025" }, "not an http or https URL"],
    [{ endpoint: "ftp://relay" }, "not an http or https URL"],
    [{ endpoint: "https://relay/v1" }, "only scheme, host and port"],
    [{ endpoint: "https://user:pass@relay" }, "only scheme, host and port"],
    [{ endpoint: "http://10.0.0.1:8025" }, "in clear: use https"],
    [{ token: "two words" }, "a space or a line end"],
    [{ token: "line\n" }, "a space or a line end"],
    [{ caCert: "/no/such/file.pem" }, "cannot be read"],
  ])("%p is refused", (input, message) => {
    expect(() => settleControlEndpoint(input, {})).toThrow(message);
  });
});
