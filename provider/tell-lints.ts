import { lintConnector } from "../model";
import { resourceName } from "./hidden-inputs";
import type { Company } from "./judge-declaration";
import type { Notices } from "./notices";

/**
 * Tells what of a connector, with the entries declared on it so far, is allowed and rarely meant: under the connector's
 * name, also when one of its entries was the last to be declared.
 */
export function tellLints({ connector, entries = [] }: Pick<Company, "connector" | "entries">, notices: Notices): void {
  if (connector === undefined) return;
  const permissions = entries.map(({ settings }) => settings);
  for (const { message } of lintConnector({ settings: connector.settings, permissions })) {
    notices.tell(resourceName({ logicalId: connector.logicalId }), `warning: ${message}`);
  }
}
