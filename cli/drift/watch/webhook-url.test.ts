import { webhookUrl } from "./webhook-url";

const LOOPBACK = { http: "loopback" } as const;

describe("the address of a webhook", () => {
  test.each([
    "https://hooks.slack.com/services/T0/B0/secret",
    "http://127.0.0.1:8080/hook",
    "http://127.1.2.3/",
    "http://[::1]:8080/",
    "http://localhost:8080/",
    "http://hook.localhost/",
    // Node reads these as 127.0.0.1, as it will when it posts.
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::ffff:127.0.0.1]/",
  ])("may be %s", (text) => {
    expect(webhookUrl(text, LOOPBACK).href).toBe(new URL(text).href);
  });

  test.each([
    ["http://hooks.example.com/secret", "--allow-http"],
    ["http://10.0.0.1/secret", "--allow-http"],
    ["http://[::ffff:10.0.0.1]/secret", "--allow-http"],
    ["http://localhost.example.com/secret", "--allow-http"],
    ["http://0.0.0.0/secret", "--allow-http"],
    ["ftp://hooks.example.com/secret", "ftp:"],
    ["javascript:secret", "javascript:"],
    ["https://user:secret@hooks.example.com/", "user name or password"],
    ["hooks.example.com/secret", "is no URL"],
    ["", "is no URL"],
  ])("may not be %s, and is not repeated", (text, words) => {
    expect(() => webhookUrl(text, LOOPBACK)).toThrow(words);
    try {
      webhookUrl(text, LOOPBACK);
    } catch (error) {
      expect((error as Error).message).not.toContain("secret@");
      expect((error as Error).message).not.toContain("/secret");
    }
  });

  test("may be without TLS anywhere when somebody says so", () => {
    expect(webhookUrl("http://hooks.example.com/", { http: "anywhere" }).protocol).toBe("http:");
  });
});
