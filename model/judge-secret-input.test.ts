import { judgeSecretInput } from "./judge-secret-input";

const LOGIN = { smartHostAuthMechanism: "BasicAuthRequireTLS", username: "crm" };
const UNKNOWN = "unknown until later";

it.each([
  ["of an account is judged by its rules", "RelayUser", { username: "crm" }, "short", "secret has 5 characters"],
  ["of an account is not its name", "RelayUser", { username: "crm-relay" }, "CRM-relay", "secret is the username"],
  ["for another host is judged by that host's rules", "SendConnector", LOGIN, "crm", undefined],
  ["without a login has no use", "SendConnector", { smartHostAuthMechanism: "None" }, "secret", "secret has no effect"],
  ["that is not known yet passes", "RelayUser", { username: "crm" }, UNKNOWN, undefined],
  ["of an account whose name is not known yet", "RelayUser", { username: UNKNOWN }, "correct horse", undefined],
] as const)("a password %s", (_title, kind, settings, password, expected) => {
  const isUnknown = (value: unknown) => value === UNKNOWN;
  const [first] = judgeSecretInput({ kind, settings, password, property: "secret", isUnknown });
  expect(first?.message).toEqual(expected === undefined ? undefined : expect.stringContaining(expected));
});
