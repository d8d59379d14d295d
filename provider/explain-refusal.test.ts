import { readFileSync } from "node:fs";
import { ControlProblem, ControlUnreachable } from "../client";
import type { ConnectionSettings } from "./connection-settings";
import { explainRefusal, explainSilence } from "./explain-refusal";

const SETTINGS: ConnectionSettings = {
  endpoint: "https://a",
  token: "t",
  caCert: undefined,
  tokenSource: "relay:token",
  breakGlass: undefined,
};
const URL = "https://a";

function problem(code: string, status: number, more: object = {}): ControlProblem {
  return new ControlProblem({ type: "urn:x", title: "x", status, code, detail: "Something is wrong.", ...more });
}

test.each<{ title: string; refusal: ControlProblem; settings?: Partial<ConnectionSettings>; says: RegExp }>([
  {
    title: "a refusal names the host, its words and its code",
    refusal: problem("RELAY_NAME_TAKEN", 409),
    says: /^The relay host at https:\/\/a refuses: Something is wrong\. \(RELAY_NAME_TAKEN\)$/,
  },
  {
    title: "a stale plan says what to run",
    refusal: problem("RELAY_REVISION_STALE", 412),
    says: /pulumi up --refresh/,
  },
  {
    title: "every failure of an input is told",
    refusal: problem("RELAY_INPUT_INVALID", 422, {
      failures: [
        { code: "RELAY_NAME_INVALID", property: "name", message: "name is empty." },
        { code: "RELAY_BINDING_INVALID", property: "bindings[0]", message: "no port." },
      ],
    }),
    says: /name is empty\. no port\.$/,
  },
  {
    title: "a refused token from configuration may be the one of the last update",
    refusal: problem("RELAY_TOKEN_INVALID", 401),
    says: /^The relay host at https:\/\/a refuses the token in relay:token \(RELAY_TOKEN_INVALID\)\. Set .* --run-program or RELAY_TOKEN brings the new one\.$/,
  },
  {
    title: "a refused token from the environment is named",
    refusal: problem("RELAY_TOKEN_INVALID", 401),
    settings: { tokenSource: "RELAY_TOKEN" },
    says: /^The relay host at https:\/\/a refuses the token in RELAY_TOKEN \(RELAY_TOKEN_INVALID\)\. Set it to a valid one\.$/,
  },
  {
    title: "a missing token says how to give one",
    refusal: problem("RELAY_TOKEN_INVALID", 401),
    settings: { tokenSource: "none" },
    says: /pulumi config set --secret relay:token/,
  },
])("$title", ({ refusal, settings, says }) => {
  expect(explainRefusal(refusal, URL, { ...SETTINGS, ...settings }).message).toMatch(says);
});

test("a page that a message points to is there, with the heading that it names", () => {
  const { message } = explainRefusal(problem("RELAY_INSTALLATION_MISMATCH", 409), URL, SETTINGS);
  const [, page = "", heading = ""] = /see (docs\/\S+\.md), "([^"]+)"/.exec(message) ?? [];
  expect(readFileSync(page, "utf8")).toContain(`\n## ${heading}\n`);
});

test.each(["relay:token", "RELAY_TOKEN", "none"] as const)(
  "a refused token (%s) is told in two sentences, without what the host says to every client",
  (tokenSource) => {
    const { message } = explainRefusal(problem("RELAY_TOKEN_INVALID", 401), URL, { ...SETTINGS, tokenSource });
    expect(message).not.toContain("Something is wrong.");
    expect(message.match(/\.(?= |$)/g)).toHaveLength(2);
  },
);

test("silence names the host, and the settings that would name another", () => {
  const silence = new ControlUnreachable(URL, 3, new Error("refused"));
  expect(explainSilence(silence, SETTINGS).message).toMatch(/https:\/\/a cannot be reached.*refused\.$/);
  expect(explainSilence(silence, { ...SETTINGS, endpoint: undefined }).message).toMatch(
    /set relay:endpoint or RELAY_ENDPOINT/,
  );
});
