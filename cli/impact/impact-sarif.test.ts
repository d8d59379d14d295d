import Ajv from "ajv";
import { crmWorld, subjectOf } from "./impact-fixture";
import { impactSarif } from "./impact-sarif";

const TWO = crmWorld(["192.168.2.55-192.168.2.56"]);
const WIDE = crmWorld(["192.168.2.0/24"]);

/** What OASIS SARIF 2.1.0 and GitHub's upload require of what is written here. */
const REQUIRED = {
  type: "object",
  required: ["$schema", "version", "runs"],
  additionalProperties: false,
  properties: {
    $schema: { const: "https://json.schemastore.org/sarif-2.1.0.json" },
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["tool", "results"],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          tool: {
            type: "object",
            required: ["driver"],
            properties: {
              driver: {
                type: "object",
                required: ["name", "rules"],
                additionalProperties: false,
                properties: {
                  name: { type: "string" },
                  semanticVersion: { type: "string" },
                  rules: {
                    type: "array",
                    uniqueItems: true,
                    items: {
                      type: "object",
                      required: ["id"],
                      properties: {
                        id: { type: "string" },
                        shortDescription: { type: "object", required: ["text"] },
                        defaultConfiguration: {
                          type: "object",
                          properties: { level: { enum: ["none", "note", "warning", "error"] } },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: "array",
            items: {
              type: "object",
              required: ["ruleId", "message", "locations", "partialFingerprints"],
              additionalProperties: false,
              properties: {
                ruleId: { type: "string" },
                ruleIndex: { type: "integer", minimum: 0 },
                level: { enum: ["none", "note", "warning", "error"] },
                message: { type: "object", required: ["text"], properties: { text: { type: "string", minLength: 1 } } },
                locations: {
                  type: "array",
                  items: {
                    type: "object",
                    properties: {
                      physicalLocation: {
                        type: "object",
                        required: ["artifactLocation"],
                        properties: {
                          artifactLocation: {
                            type: "object",
                            properties: { uri: { type: "string", pattern: "^[^\\s\\\\]+$" } },
                          },
                          region: { type: "object", properties: { startLine: { type: "integer", minimum: 1 } } },
                        },
                      },
                    },
                  },
                },
                partialFingerprints: { type: "object", additionalProperties: { type: "string" } },
              },
            },
          },
        },
      },
    },
  },
} as const;

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly unknown[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { id: string }[] } };
      readonly results: readonly Result[];
    },
  ];
}

function logOf(subject: Parameters<typeof impactSarif>[0]): Log {
  return JSON.parse(impactSarif(subject)) as Log;
}

test("is what SARIF requires, with or without findings", () => {
  const isValid = new Ajv({ allErrors: true, strict: false }).compile(REQUIRED);
  const unknown = crmWorld(["192.168.2.0/24"], {
    unknowns: [{ object: 'ReceiveConnector "X"', property: "enabled" }],
    more: {
      transportConfig: { trustedProxies: ["10.0.0.4"] },
      sendConnectors: [{ name: "Out", addressSpaces: ["SMTP:*;1"], smartHosts: ["mx"] }],
    },
  });
  for (const after of [TWO, WIDE, unknown]) {
    isValid(logOf(subjectOf(TWO, after, { ceiling: [], intent: [] })));
    expect(isValid.errors).toBeNull();
  }
});

test("has a result for each row and each broken gate, by severity, and every rule is described", () => {
  const [{ tool, results }] = logOf(subjectOf(TWO, WIDE, { ceiling: [] })).runs;
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ["widened", "error"],
    ["moved", "note"],
    ["no-new-access", "error"],
    ["ceiling", "error"],
  ]);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(results[0]?.message.text).toMatch(/^WIDENED: 254 addresses .*relayctl explain --from 192\.168\.2\.1/);
});

test("points at the line of the program where that is known, else at the document", () => {
  const subject = subjectOf(TWO, WIDE);
  const [{ results }] = logOf(subject).runs;
  expect(results[0]?.locations).toEqual([{ physicalLocation: { artifactLocation: { uri: "config/b.json" } } }]);
  const placed = logOf({
    ...subject,
    placeOf: (object) =>
      object.kind === "ReceiveConnector" && object.name === "CRM Application"
        ? { file: "my program\\#1.ts", line: 7 }
        : undefined,
  });
  expect(placed.runs[0].results[0]?.locations).toEqual([
    { physicalLocation: { artifactLocation: { uri: "my%20program/%231.ts" }, region: { startLine: 7 } } },
  ]);
  const nowhere = logOf({ ...subject, before: { text: "host", file: null }, after: { text: "host", file: null } });
  expect(nowhere.runs[0].results[0]?.locations).toEqual([]);
});

test("has fingerprints that do not depend on the order of anything, and tell findings apart", () => {
  const prints = (subject: Parameters<typeof impactSarif>[0]) =>
    logOf(subject).runs[0].results.map(({ partialFingerprints }) => partialFingerprints["relayImpact/v1"]);
  const other = crmWorld(["192.168.2.128/25", "192.168.2.0/25"]);
  expect(prints(subjectOf(TWO, other))).toEqual(prints(subjectOf(TWO, WIDE)));
  expect(new Set(prints(subjectOf(TWO, WIDE))).size).toBe(3);
});
