import { configDocumentSchema } from "../../model";
import { constraintsPage } from "./constraints-page";
import { errorsPage } from "./errors-page";
import { fieldsPage } from "./fields-page";
import { relayctlPage } from "./relayctl-page";

/** A generated file under docs/reference. */
export interface ReferencePage {
  readonly file: string;
  /** Prettier's parser for it. */
  readonly parser: "markdown" | "json";
  readonly text: string;
}

/** Every generated reference file, not yet formatted. */
export function referencePages(): readonly ReferencePage[] {
  return [
    { file: "fields.md", parser: "markdown", text: fieldsPage() },
    { file: "constraints.md", parser: "markdown", text: constraintsPage() },
    { file: "errors.md", parser: "markdown", text: errorsPage() },
    { file: "relayctl.md", parser: "markdown", text: relayctlPage() },
    { file: "config-document.schema.json", parser: "json", text: JSON.stringify(configDocumentSchema(), null, 2) },
  ];
}
