import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import openapiTypeScript, { astToString } from "openapi-typescript";
import { openApiDocument } from "../../relay/control-api";

// From dist/tools/openapi to the top of the checkout.
const TOP = join(__dirname, "..", "..", "..");

/** Writes relay/control-api/openapi.json and the client's types made from it. */
async function writeOpenApi(): Promise<void> {
  const document = await openApiDocument();
  await writeFile(join(TOP, "relay/control-api/openapi.json"), `${JSON.stringify(document, null, 2)}\n`);
  // The document is read anew: what is typed is what is committed.
  const types = await openapiTypeScript(JSON.stringify(document), { defaultNonNullable: false });
  await writeFile(join(TOP, "client/openapi.ts"), HEADER + astToString(types));
}

const HEADER = `// Made from relay/control-api/openapi.json by tools/openapi/write-openapi.ts. Do not edit.\n`;

void writeOpenApi();
