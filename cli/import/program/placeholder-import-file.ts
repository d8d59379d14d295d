import { type ConfigDocument, TYPE_TOKEN } from "../../../model";
import { documentResources } from "./document-resources";

/**
 * The import file as `pulumi preview --import-file` writes it: ids are places to fill in, because only a host gives them.
 * `relayctl export --format pulumi` writes the same names with ids, once a host has the objects.
 */
export function placeholderImportFile(document: ConfigDocument) {
  const resources = documentResources(document).map(({ object, name }) => {
    return { type: TYPE_TOKEN[object.kind], name, id: "<PLACEHOLDER>" };
  });
  return { resources };
}
