import { parseConfigDocument } from "../../model";
import { declaredDocument } from "./declared-document";

test.each([
  ["an account", { relayUsers: [{ username: "crm" }] }, 1],
  ["nothing that has a password", { acceptedDomains: [{ domainName: "contoso.com" }] }, 0],
])("a document with %s tells how far passwords are compared", (_title, objects, notes) => {
  const parsed = parseConfigDocument({ formatVersion: 1, ...objects });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  expect(declaredDocument(parsed.value, "config.json").notes).toHaveLength(notes);
});
