import { importExchange } from "../../cli/import/exchange/import-exchange";
import { programFiles } from "../../cli/import/program/program-files";

const CONNECTORS = 200;
const ENTRIES = 5;

function record(index: number): object {
  const rights = ["Submit", "Accept-Any-Sender", "Accept-Authoritative-Domain-Sender", "Accept-Any-Recipient"];
  const grants = [...rights.map((right) => `ms-Exch-SMTP-${right}`), "ms-Exch-Accept-Headers-Routing"];
  return {
    Name: `Application ${index}`,
    Server: "EX01",
    Bindings: ["0.0.0.0:25"],
    RemoteIPRanges: Array.from({ length: 20 }, (_, host) => `10.${index}.${host}.0/24`),
    AuthMechanism: "Tls",
    PermissionGroups: "AnonymousUsers, Custom",
    MaxMessageSize: "36 MB (37,748,736 bytes)",
    Permissions: grants.slice(0, ENTRIES).map((right) => {
      return { User: "NT AUTHORITY\\ANONYMOUS LOGON", ExtendedRights: [right], Deny: false };
    }),
  };
}

test("200 connectors with 1,000 entries are imported within 3 seconds", () => {
  const text = JSON.stringify(Array.from({ length: CONNECTORS }, (_, index) => record(index)));
  const started = performance.now();
  const options = { only: [], skip: [], acceptedDomains: ["contoso.com"], wideRelay: new Map<string, string>() };
  const imported = importExchange([{ file: "all.json", text }], options);
  const files = programFiles(imported, { project: "relay", origin: "Exchange" });
  const took = performance.now() - started;
  expect(imported.document.connectorPermissions).toHaveLength(CONNECTORS);
  expect(files.get("index.ts")).toContain("Application 199");
  expect(took).toBeLessThan(3000);
  process.stdout.write(`import of 200 connectors with 1,000 entries: ${Math.round(took)} ms\n`);
});
