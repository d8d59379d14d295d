import { buildConfigDocument, buildSnapshot, configStateOf, parseConfigDocument } from "../../../model";
import { parseJson } from "../../../cli/json/read-json";
import { CommandError } from "../../../cli/command-error";
import { randomDocument } from "../grammar/settings-grammar";
import { must, mustEqual, pureTarget, textSeeds } from "../fuzz-target";

/** Config documents from file to snapshot: what is taken is canonical, and its export is itself. */
export const configDocument = pureTarget({
  name: "config-document",
  seeds: textSeeds(
    '{"formatVersion":1}',
    '{"formatVersion":1,"acceptedDomains":[{"domainName":"contoso.com"}]}',
    '{"formatVersion":1,"__proto__":{"x":1}}',
    "[[[[[[[[",
  ),
  words: ['"__proto__":', '"constructor":', "[", "{", "null", "1e999", '"\\ud800"', '"unlimited"', '"0.0.0.0/0"', ","],
  make: (random) => Buffer.from(randomDocument(random)),
  run: (input) => {
    const value = readValue(input);
    if (value === REFUSED) return "no JSON";
    const parsed = parseConfigDocument(value, { conflicts: "newer-wins" });
    judgePrototypes();
    if (!parsed.ok) {
      for (const { message } of parsed.failures)
        must(!/(?!\n)[\p{Cc}\u2028\u2029]/u.test(message), "a message", message);
      return parsed.failures.map(({ code, property }) => `${code} ${property.replace(/\d+/g, "n")}`).join();
    }
    const again = parseConfigDocument(parsed.value, { conflicts: "newer-wins" });
    mustEqual(again, parsed, "a document reads otherwise the second time");
    const state = configStateOf(parsed.value);
    const exported = buildConfigDocument(state);
    const reread = parseConfigDocument(JSON.parse(JSON.stringify(exported)), { conflicts: "newer-wins" });
    must(reread.ok, "an export is no document", reread);
    mustEqual(withoutRevisions(reread.value), withoutRevisions(exported), "an export is not stable");
    const snapshot = buildSnapshot(state, { at: 0 });
    return `taken ${snapshot.connectors.size} ${parsed.value.sendConnectors.length} ${parsed.value.relayUsers.length}`;
  },
});

const REFUSED = Symbol("refused");

function readValue(input: Buffer): unknown {
  try {
    return parseJson(input, "document.json");
  } catch (error) {
    if (error instanceof CommandError) return REFUSED;
    throw error;
  }
}

function withoutRevisions(document: object): string {
  return JSON.stringify(document).replace(/"revision":\d+,?/g, "");
}

function judgePrototypes(): void {
  const strange = [...Object.keys(Object.prototype), ...Object.keys(Array.prototype)];
  must(strange.length === 0, "a prototype has new properties", strange);
}
