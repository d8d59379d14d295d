import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../../cli/command-error";
import { importExchange } from "../../cli/import/exchange/import-exchange";
import { readInputFiles } from "../../cli/import/input/read-input-file";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { runRelayctl } from "../cli/run-relayctl";

jest.setTimeout(60_000);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-import-"));
  mkdirSync(join(folder, "full"));
  writeFileSync(join(folder, "full", "precious.txt"), "mine");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CONNECTOR = {
  Name: "CRM",
  Server: "EX01",
  Bindings: ["0.0.0.0:25"],
  RemoteIPRanges: ["192.168.2.55"],
  AuthMechanism: "Tls",
  PermissionGroups: "AnonymousUsers",
};
const ANY_RECIPIENT = { User: "S-1-5-7", ExtendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"], Deny: false };
const SUBMIT = { User: "S-1-5-7", ExtendedRights: ["ms-Exch-SMTP-Submit"], Deny: false };

function connectors(...changes: readonly object[]): string {
  return JSON.stringify(changes.map((change) => ({ ...CONNECTOR, ...change })));
}

function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}

const BILLION_LAUGHS = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha">${"bcdefghij".replaceAll(/./g, (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(10)}">`)}]>
<Objs>&j;</Objs>`;
const CLIXML = '<Objs Version="1.1.0.1"><Obj RefId="0"><Props>';

interface Refused {
  readonly title: string;
  readonly content: string | Buffer;
  /** What follows the file's name. */
  readonly says: RegExp;
}

const REFUSED: readonly Refused[] = [
  { title: "nothing", content: "", says: /^: is empty\.$/ },
  { title: "white space", content: " \r\n\r\n", says: /^: holds no object\.$/ },
  { title: "truncated JSON", content: '[\n  {"Name": "CRM",', says: /^:2:18: the JSON ends too early/ },
  { title: "broken JSON", content: '[\n  {"Name" "CRM"}]', says: /^:2:11: the JSON is broken here/ },
  { title: "JSON nested without end", content: "[".repeat(5_000_000), says: /^:1:65: is nested too deep\.$/ },
  { title: "JSON of nothing but commas", content: `[${"{},".repeat(3_000_000)}{}]`, says: /has too many values\.$/ },
  { title: "a list of numbers", content: "[1, 2]", says: /^ \[0\]: is 1 and no object/ },
  {
    title: "another cmdlet's JSON",
    content: '[{"Name": "x", "Size": 3}]',
    says: /^ \[0\]: has "Name", "Size": neither a connector/,
  },
  {
    title: "truncated XML",
    content: `${CLIXML}\n<S N="Name">CRM`,
    says: /^:2:\d+: the XML is broken here \(unclosed tag\)/,
  },
  { title: "XML with tags that cross", content: `${CLIXML}\n<S></Props></S>`, says: /^:2:\d+: the XML is broken here/ },
  { title: "an entity bomb", content: BILLION_LAUGHS, says: /^:\d+:\d+: declares a document type/ },
  {
    title: "an entity of nobody",
    content: `${CLIXML}&lol;`,
    says: /^:1:\d+: the XML is broken here \(undefined entity\)/,
  },
  { title: "XML nested without end", content: "<Objs>".repeat(1_000_000), says: /^:1:\d+: is nested too deep\.$/ },
  {
    title: "XML of nothing but elements",
    content: `<Objs>${"<S/>".repeat(2_000_000)}</Objs>`,
    says: /has too many elements/,
  },
  {
    title: "a web page",
    content: "<html><body>Sign in</body></html>",
    says: /^:1: begins with <html>, and Export-Clixml/,
  },
  { title: "50 MB", content: Buffer.alloc(50 << 20, "x"), says: /^: is larger than 32 MB; export fewer/ },
  {
    title: "Windows-1252",
    content: Buffer.from('[\n{"Name": "Z\xfcrich"}]', "latin1"),
    says: /^:2: is neither UTF-8 nor UTF-16/,
  },
  {
    title: "UTF-16 cut in half",
    content: Buffer.concat([utf16(`\ufeff${connectors({})}`), Buffer.from([0x20])]),
    says: /^: is cut off or broken UTF-16/,
  },
  { title: "UTF-32", content: Buffer.from([0xff, 0xfe, 0, 0, 0x5b, 0, 0, 0]), says: /^:1: is in UTF-32/ },
  { title: "a NUL", content: "Name : CRM\nComment : a\0b\n", says: /^:2: has a NUL character/ },
  {
    title: "a program",
    content: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0xff, 0x80, 0x00]),
    says: /^:1: is neither UTF-8 nor UTF-16/,
  },
  {
    title: "a table",
    content: "User          ExtendedRights\n----          --------------\nx             {ms-Exch-SMTP-Submit}\n",
    says: /^:1: is no line of Format-List/,
  },
  {
    title: "the lines of a table",
    content: "NT AUTHORITY\\ANONYMOUS LOGON  {ms-Exch-SMTP-Submit}\n",
    says: /^:1: is of a table, in which PowerShell cuts/,
  },
  {
    title: "CSV with an open quotation mark",
    content: 'Name,RemoteIPRanges\n"CRM,10.0.0.1\n',
    says: /^:\d: a quotation mark is not closed/,
  },
  {
    title: "CSV with a field too many",
    content: "Name,RemoteIPRanges\nCRM,10.0.0.1,x\n",
    says: /^:2: a row has another number of fields/,
  },
  { title: "CSV with a column twice", content: "Name,RemoteIPRanges,name\n", says: /^:1: has the column "name" twice/ },
  { title: "CSV of nothing but columns", content: "a,".repeat(2_000), says: /^:1: has 2001 columns|twice/ },
  {
    title: "a list that was cut off",
    content: "Name : CRM\nRemoteIPRanges : {10.0.0.1, 10.0.0.2...}\n",
    says: /"CRM": RemoteIPRanges is cut off/,
  },
  {
    title: "CSV of nothing but rows",
    content: `Name,RemoteIPRanges\n${"a,b\n".repeat(2_000_000)}`,
    says: /^: has more than 1000000 fields/,
  },
  {
    title: "text of nothing but lines",
    content: "Name : x\n\n".repeat(1_000_000),
    says: /^: has more than 1000000 lines/,
  },
  {
    title: "the type in place of the value",
    content: connectors({ RemoteIPRanges: "System.Object[]" }),
    says: /RemoteIPRanges shows the type of the value/,
  },
  { title: "flags as a number", content: connectors({ AuthMechanism: 18 }), says: /AuthMechanism is the number 18/ },
  {
    title: "an unknown group",
    content: connectors({ PermissionGroups: "Everybody" }),
    says: /^ \[0\]: "CRM": permissionGroups/,
  },
  {
    title: "Custom without entries",
    content: connectors({ PermissionGroups: "AnonymousUsers, Custom" }),
    says: /has Custom among its PermissionGroups/,
  },
  {
    title: "a range that is none",
    content: connectors({ RemoteIPRanges: ["10.0.0"] }),
    says: /^ \[0\]: "CRM": remoteIpRanges\[0\]: "10.0.0"/,
  },
  { title: "a size that is none", content: connectors({ MaxMessageSize: "banana" }), says: /"CRM": maxMessageSize/ },
  {
    title: "a switch that is none",
    content: connectors({ RequireTLS: "maybe" }),
    says: /"CRM": RequireTLS is "maybe", and neither True nor False/,
  },
  {
    title: "a connector without name",
    content: connectors({ Name: null }),
    says: /^ \[0\]: has no Name and no Identity/,
  },
  {
    title: "the same connector twice",
    content: connectors({}, {}),
    says: /^ \[1\]: "CRM" is there twice: export every connector once/,
  },
  {
    title: "the same on two servers",
    content: connectors({}, { Server: "EX02" }),
    says: /twice, on EX01 and EX02: say --server EX01/,
  },
  {
    title: "ranges in conflict",
    content: connectors({}, { Name: "ERP" }),
    says: /^ \[\d\]: "(CRM|ERP)": remoteIpRanges/,
  },
  {
    title: "an entry without User",
    content: connectors({ Permissions: [{ ExtendedRights: ["ms-Exch-SMTP-Submit"] }] }),
    says: /Permissions\[0\]: has no User/,
  },
  {
    title: "an open relay",
    content: connectors({ RemoteIPRanges: ["0.0.0.0-255.255.255.255"], Permissions: [SUBMIT, ANY_RECIPIENT] }),
    says: /"CRM" lets NT AUTHORITY\\ANONYMOUS LOGON relay from a wide public range, an open relay/,
  },
  {
    title: "an open relay, externally secured",
    content: connectors({
      RemoteIPRanges: ["0.0.0.0/0"],
      AuthMechanism: "ExternalAuthoritative",
      PermissionGroups: "ExchangeServers",
    }),
    says: /"CRM" lets MS Exchange\\Externally Secured Servers relay from a wide/,
  },
];

function written({ content }: Refused): string {
  const file = join(folder, "export.any");
  writeFileSync(file, content);
  return file;
}

function expectLines(text: string, file: string, says: RegExp): void {
  const [line = "", ...others] = text.trimEnd().split("\n");
  expect(line.startsWith(file)).toBe(true);
  expect(line.slice(file.length)).toMatch(says);
  expect(others.every((other) => other.startsWith(file))).toBe(true);
}

test.each(REFUSED)("$title is refused in one line with file and place", (refused) => {
  const file = written(refused);
  const options = { only: [], skip: [], acceptedDomains: [], wideRelay: new Map<string, string>() };
  let error: unknown;
  try {
    importExchange(readInputFiles([file]), options);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(CommandError);
  expect((error as CommandError).exitCode).toBe(2);
  expectLines((error as CommandError).message, file, refused.says);
});

const FOR_THE_COMMAND = ["an entity bomb", "50 MB", "truncated XML", "an open relay"];

describe("the command ends with 2, writes nothing, and says so in one line", () => {
  test.each(REFUSED.filter(({ title }) => FOR_THE_COMMAND.includes(title)))("$title", async (refused) => {
    const file = written(refused);
    const { code, stdout, stderr } = await runRelayctl(["import", "exchange", file, "--out", join(folder, "out")]);
    expectLines(stderr, file, refused.says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(readdirSync(folder).sort()).toEqual(["export.any", "full"]);
  });

  test.each([
    ["a directory", ["."], /^\.: is a directory; name its files\.\n$/],
    ["a file that is not there", ["nowhere.json"], /^nowhere\.json: is not there\.\n$/],
    ["an output directory with something in it", ["FULL"], /^--out: .*full is not empty; name a new directory\.\n$/],
    ["no file", [], /missing required argument 'files'/],
  ])("%s", async (_, files, says) => {
    const isFull = files[0] === "FULL";
    const given = isFull ? [join(PROJECT_ROOT, "test", "import", "fixtures", "blessed.json")] : files;
    const out = join(folder, isFull ? "full" : "out");
    const { code, stdout, stderr } = await runRelayctl(["import", "exchange", ...given, "--out", out]);
    expect(stderr).toMatch(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(readdirSync(join(folder, "full"))).toEqual(["precious.txt"]);
  });
});
