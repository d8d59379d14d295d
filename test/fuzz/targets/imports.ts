import { CommandError } from "../../../cli/command-error";
import { importExchange } from "../../../cli/import/exchange/import-exchange";
import type { Imported } from "../../../cli/import/imported";
import { decodeText } from "../../../cli/import/input/decode-text";
import { importPostfix } from "../../../cli/import/postfix/import-postfix";
import {
  configStateOf,
  type ConfigDocument,
  judgeWideRelay,
  parseConfigDocument,
  permissionEntry,
} from "../../../model";
import { randomExport, randomPostfix } from "../grammar/export-grammar";
import { must, mustEqual, pureTarget, textSeeds } from "../fuzz-target";

const NOTHING_MEANT = { acceptedDomains: [], wideRelay: new Map<string, string>() };

/** Exports of Exchange in every form that is read. */
export const importOfExchange = pureTarget({
  name: "import-exchange",
  seeds: textSeeds(
    "Name,Bindings,RemoteIPRanges\nCRM,0.0.0.0:25,10.0.0.1\n",
    '[{"Name":"CRM","Bindings":["0.0.0.0:25"],"RemoteIPRanges":["10.0.0.1"]}]',
    '<Objs><Obj RefId="0"><Props><S N="Name">CRM</S><S N="Bindings">0.0.0.0:25</S></Props></Obj></Objs>',
    "Name : CRM\nBindings : {0.0.0.0:25}\nRemoteIPRanges : {10.0.0.1}\n",
  ),
  words: ["Name", "RemoteIPRanges", '","', "{", "}", "<LST>", "</Obj>", "&#0;", "_x0000_", '"__proto__":', "\n\n", ":"],
  make: (random) => Buffer.from(randomExport(random)),
  run: (input) =>
    judge(() =>
      importExchange([{ file: "export", text: decodeText(input, "export") }], { ...NOTHING_MEANT, only: [], skip: [] }),
    ),
});

/** Output of postconf, with a table. */
export const importOfPostfix = pureTarget({
  name: "import-postfix",
  seeds: textSeeds("mynetworks = 10.0.0.0/24\nrelayhost = [smart.contoso.com]\n--\n10.0.0.9 REJECT\n"),
  words: [
    "mynetworks = ",
    "$",
    "${",
    "(",
    "cidr:/etc/postfix/access",
    "\n ",
    "!",
    "if 10.0.0.0/8\n",
    "endif\n",
    "--\n",
  ],
  make: (random) => Buffer.from(randomPostfix(random)),
  run: (input) =>
    judge(() => {
      const [main = "", ...tables] = decodeText(input, "main.txt").split("\n--\n");
      const files = tables.map((text) => ({ file: "/etc/postfix/access", text }));
      return importPostfix([{ file: "main.txt", text: main }, ...files], NOTHING_MEANT);
    }),
});

/** Either refused in one line for a person, or a document that is canonical and no open relay. */
function judge(read: () => Imported): string {
  let imported: Imported;
  try {
    imported = read();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    must(!/(?!\n)[\p{Cc}\u2028\u2029]/u.test(error.message), "a message has control characters", error.message);
    return error.message.replace(/"[^"]*"|\d+/g, "#").slice(0, 100);
  }
  const { document } = imported;
  const parsed = parseConfigDocument(document, { conflicts: "refuse" });
  must(parsed.ok, "an import is no document", parsed);
  mustEqual(parsed.value, document, "an import is not canonical");
  must(!isOpenRelay(document), "an import is an open relay", document);
  return `${document.receiveConnectors.length} ${document.connectorPermissions.length} ${document.acceptedDomains.length}`;
}

function isOpenRelay(document: ConfigDocument): boolean {
  const { receiveConnectors, connectorPermissions } = configStateOf(document);
  const subjects = [...receiveConnectors.values()].map(({ id, settings }) => {
    const own = [...connectorPermissions.values()].filter(({ settings: { connector } }) => connector === id);
    return { connectorId: id, settings, entries: own.map((entry) => permissionEntry(entry.id, entry.settings)) };
  });
  return judgeWideRelay(subjects).some(({ allowed }) => !allowed);
}
