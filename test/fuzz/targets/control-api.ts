import { type Kind } from "../../../model";
import { startApi } from "../../control-api/api-fixture";
import { randomSettings } from "../grammar/settings-grammar";
import type { FuzzRandom } from "../fuzz-random";
import { type FuzzEntry, must, mustEqual, textSeeds } from "../fuzz-target";

const COLLECTIONS: Readonly<Record<string, Kind>> = {
  "receive-connectors": "ReceiveConnector",
  "connector-permissions": "ConnectorPermission",
  "accepted-domains": "AcceptedDomain",
  "send-connectors": "SendConnector",
  "relay-users": "RelayUser",
  "relay-groups": "RelayGroup",
};
const PATHS = [
  "/v1/transport-config",
  "/v1/stacks/organization%2Fa%2Fb/declarations",
  "/v1/stacks/organization%2Fa%2Fb/objects",
  "/v1/objects/claims",
  "/v1/explain",
  "/v1/export",
  "/v1/audit?after=0&limit=3",
  "/v1/revert",
  "/v1/tokens",
  "/v1/queue?state=queued&limit=1",
  "/v1/queue/x",
  "/v1/certificates",
  "/v1/certificates/..%2F..%2Fx",
  "/v1/usage",
  "/v1/status",
  "/v1/refusals",
  "/v1/receive-connectors/x/effective-permissions",
];
const HEADERS = [
  "if-match: *",
  'if-match: "x.1.1"',
  "relay-stack: organization/a/b",
  "relay-logical-id: x",
  "relay-owner-token: 0123456789abcdef",
  "relay-run: r",
  "relay-run-started: 1",
  "relay-deadline: 99999999999999",
  "relay-adopt-existing: true",
  "relay-commit: %0d%0a",
  "relay-break-glass: x",
  "relay-installation: x.1",
  "relay-declared-at: ../../x:1",
  "content-type: application/json; charset=utf-16",
];
const METHODS = ["GET", "POST", "PUT", "DELETE"] as const;

/** Requests of an admin to the control API, with a store behind: no body makes it fail, and what it takes it tells again. */
export const controlApi: FuzzEntry = {
  name: "control-api",
  open: async () => {
    const api = await startApi();
    const { app, admin, logged } = api;
    return {
      name: "control-api",
      seeds: textSeeds(
        'POST /v1/accepted-domains\n\n{"settings":{"domainName":"contoso.com"}}',
        'POST /v1/receive-connectors\n\n{"settings":{"__proto__":{"x":1},"name":"x"}}',
        "GET /v1/status\n\n",
      ),
      words: [
        '"__proto__":',
        '"constructor":{"prototype":',
        "[",
        "{",
        "1e999",
        '"\\ud800"',
        "null",
        "..%2f",
        "%00",
        ...PATHS,
      ],
      make: (random) => Buffer.from(randomRequest(random)),
      run: async (input) => {
        const { method, url, headers, body } = readRequest(input.toString("utf8"));
        const authorization = `Bearer ${admin}`;
        const payload = body === "" ? {} : { payload: body };
        const type = { "content-type": "application/json" };
        const answer = await app.inject({ method, url, headers: { ...type, ...headers, authorization }, ...payload });
        must(answer.statusCode < 500, `answered ${answer.statusCode}`, logged().slice(-2000));
        must(!answer.body.includes(admin) && !logged().slice(-4000).includes(admin), "a token is told");
        must(Object.keys(Object.prototype).length === 0, "a prototype has new properties");
        if (answer.statusCode === 201) await readBack(answer.json<Made>(), url);
        return `${method} ${url
          .split("?", 1)[0]
          ?.replace(/[0-9a-f-]{36}/, "ID")
          .slice(0, 40)} ${answer.statusCode} ${codeOf(answer.body)}`;

        async function readBack({ id, settings }: Made, made: string): Promise<void> {
          if (typeof id !== "string" || settings === undefined) return;
          const again = await app.inject({ method: "GET", url: `${made}/${id}`, headers: { authorization } });
          must(again.statusCode === 200, "what was made is not there", { made, id });
          mustEqual(again.json<Made>().settings, settings, "what was made reads otherwise");
        }
      },
      close: () => api.close(),
    };
  },
};

interface Made {
  readonly id?: string;
  readonly settings?: object;
}

function codeOf(body: string): string {
  return /"code":"(\w+)"/.exec(body)?.[1] ?? "";
}

function randomRequest(random: FuzzRandom): string {
  const headers = random.list(4, () => random.pick(HEADERS)).join("\n");
  if (random.oneIn(3)) return `${random.pick(METHODS)} ${random.pick(PATHS)}\n${headers}\n\n${randomBody(random)}`;
  const [path, kind] = random.pick(Object.entries(COLLECTIONS));
  const settings = JSON.stringify(randomSettings(kind, random));
  const more = random.oneIn(5)
    ? `,"${random.pick(["revokeEntries", "x", "__proto__"])}":[{"id":"x","revision":1}]`
    : "";
  const id = random.oneIn(4) ? `/${random.pick(["00000000-0000-4000-8000-000000000000", "..", "%00"])}` : "";
  return `${id === "" ? "POST" : random.pick(METHODS)} /v1/${path}${id}\n${headers}\n\n{"settings":${settings}${more}}`;
}

function randomBody(random: FuzzRandom): string {
  const value = (): unknown =>
    random.pick([1, -1, "x", "", null, true, [], {}, "a@b.c", "10.0.0.1", "organization/a/b", 1e15]);
  const names = [
    "from",
    "to",
    "mailFrom",
    "rcptTo",
    "name",
    "scopes",
    "stack",
    "kind",
    "id",
    "settings",
    "run",
    "runStarted",
    "declared",
    "sequence",
    "certificate",
    "privateKey",
    "__proto__",
  ];
  return JSON.stringify(Object.fromEntries(random.list(8, () => [random.pick(names), value()] as const)));
}

/** `METHOD path`, headers, an empty line and the body. What is no request is made one. */
function readRequest(text: string) {
  const [head = "", ...rest] = text.split("\n\n");
  const [first = "", ...lines] = head.split("\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = lines.flatMap((line): [string, string][] => {
    const [, name = "", value = ""] = /^([\w-]{1,40}): ([\x20-\x7e]*)$/.exec(line) ?? [];
    return name === "" || /^(?:authorization|content-length|host)$/i.test(name) ? [] : [[name.toLowerCase(), value]];
  });
  return {
    method: METHODS.find((known) => known === method) ?? "POST",
    url:
      path.startsWith("/") && URL.canParse(path, "http://localhost")
        ? path.replace(/[^\x21-\x7e]/g, "")
        : `/v1/${encodeURIComponent(path.slice(0, 200))}`,
    headers: Object.fromEntries(headers),
    body: rest.join("\n\n"),
  };
}
