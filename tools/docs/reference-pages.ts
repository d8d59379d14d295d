import { driftReportSchema, driftWebhookSchema } from "../../cli/drift/drift-schema";
import { configDocumentSchema } from "../../model";
import { constraintsPage } from "./constraints-page";
import { errorsPage } from "./errors-page";
import { fieldsPage } from "./fields-page";
import { notSupportedPage } from "./not-supported-page";
import { parametersPage } from "./parameters-page";
import { relayctlPage } from "./relayctl-page";
import { repliesPage } from "./replies-page";
import { wireTests } from "./wire-tests";

/** A generated file under docs/reference. */
export interface ReferencePage {
  readonly file: string;
  /** Prettier's parser for it. */
  readonly parser: "markdown" | "json";
  readonly text: string;
}

/** Every generated reference file, not yet formatted. @param top Folder of the repository, whose tests are named. */
export function referencePages(top: string): readonly ReferencePage[] {
  return [
    { file: "fields.md", parser: "markdown", text: fieldsPage() },
    { file: "parameters.md", parser: "markdown", text: parametersPage(wireTests(top)) },
    { file: "not-supported.md", parser: "markdown", text: notSupportedPage() },
    { file: "replies.md", parser: "markdown", text: repliesPage() },
    { file: "constraints.md", parser: "markdown", text: constraintsPage() },
    { file: "errors.md", parser: "markdown", text: errorsPage() },
    { file: "relayctl.md", parser: "markdown", text: relayctlPage() },
    { file: "config-document.schema.json", parser: "json", text: JSON.stringify(configDocumentSchema(), null, 2) },
    { file: "drift.schema.json", parser: "json", text: JSON.stringify(driftReportSchema(), null, 2) },
    { file: "drift-webhook.schema.json", parser: "json", text: JSON.stringify(driftWebhookSchema(), null, 2) },
  ];
}
