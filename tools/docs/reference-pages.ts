import { driftReportSchema, driftWebhookSchema } from "../../cli/drift/drift-schema";
import { impactSchema } from "../../cli/schemas/impact-schema";
import { whoCanSchema } from "../../cli/schemas/who-can-schema";
import { configDocumentSchema, rulesSchema } from "../../model";
import { EXPLANATION } from "../../relay/control-api/schemas";
import { constraintsPage } from "./constraints-page";
import { errorsPage } from "./errors-page";
import { fieldsPage } from "./fields-page";
import { logsPage } from "./logs-page";
import { metricsPage } from "./metrics-page";
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
    { file: "metrics.md", parser: "markdown", text: metricsPage() },
    { file: "logs.md", parser: "markdown", text: logsPage() },
    schemaPage("config-document", configDocumentSchema()),
    schemaPage("ceiling", rulesSchema("ceiling")),
    schemaPage("intent", rulesSchema("intent")),
    schemaPage("impact", impactSchema()),
    schemaPage("who-can", whoCanSchema()),
    schemaPage("explanation", explanationSchema()),
    { file: "drift.schema.json", parser: "json", text: JSON.stringify(driftReportSchema(), null, 2) },
    { file: "drift-webhook.schema.json", parser: "json", text: JSON.stringify(driftWebhookSchema(), null, 2) },
  ];
}

function schemaPage(name: string, schema: object): ReferencePage {
  return { file: `${name}.schema.json`, parser: "json", text: JSON.stringify(schema, null, 2) };
}

/** What the control API answers is what `relayctl explain --output json` shows. */
function explanationSchema(): object {
  const $schema = "https://json-schema.org/draft/2020-12/schema";
  return { $schema, title: "Output of relayctl explain", ...EXPLANATION, $id: undefined };
}
