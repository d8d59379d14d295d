import { readConnectionSettings } from "./connection-settings";
import { UNKNOWN_VALUE } from "./unknown-value";

function read(config: Record<string, string>, env: NodeJS.ProcessEnv) {
  return readConnectionSettings({ get: (key) => config[key] }, env);
}

test.each<{ title: string; config: Record<string, string>; env: NodeJS.ProcessEnv; expected: object }>([
  {
    title: "the stack's configuration is used",
    config: { "relay:endpoint": "https://a", "relay:token": "t", "relay:caCert": "pem" },
    env: {},
    expected: { endpoint: "https://a", token: "t", caCert: "pem", tokenSource: "relay:token" },
  },
  {
    title: "what it leaves out comes from the environment",
    config: {},
    env: { RELAY_ENDPOINT: "https://b", RELAY_TOKEN: "u", RELAY_CA_CERT: "file" },
    expected: { endpoint: "https://b", token: "u", caCert: "file", tokenSource: "RELAY_TOKEN" },
  },
  {
    title: "RELAY_TOKEN wins over a token that state still holds",
    config: { "relay:endpoint": "https://a", "relay:token": "old" },
    env: { RELAY_TOKEN: "new" },
    expected: { endpoint: "https://a", token: "new", tokenSource: "RELAY_TOKEN" },
  },
  {
    title: "RELAY_TOKEN is not sent to another host than the one it was set for",
    config: { "relay:endpoint": "https://a", "relay:token": "t" },
    env: { RELAY_ENDPOINT: "https://b/", RELAY_TOKEN: "u" },
    expected: { endpoint: "https://a", token: "t", tokenSource: "relay:token" },
  },
  {
    title: "the configuration's endpoint wins over the environment's",
    config: { "relay:endpoint": "https://a" },
    env: { RELAY_ENDPOINT: "https://a/", RELAY_TOKEN: "u" },
    expected: { endpoint: "https://a", token: "u" },
  },
  {
    title: "the reason to break the glass comes from the environment before the configuration",
    config: { "relay:breakGlass": "from the stack" },
    env: { RELAY_BREAK_GLASS: "from now" },
    expected: { breakGlass: "from now" },
  },
  {
    title: "the reason to break the glass may be the stack's",
    config: { "relay:breakGlass": "from the stack" },
    env: {},
    expected: { breakGlass: "from the stack" },
  },
  {
    title: "values that a preview does not know yet count as absent",
    config: { "relay:endpoint": UNKNOWN_VALUE, "relay:token": UNKNOWN_VALUE },
    env: {},
    expected: { endpoint: undefined, token: undefined, tokenSource: "none" },
  },
])("$title", ({ config, env, expected }) => {
  expect(read(config, env)).toMatchObject(expected);
});
