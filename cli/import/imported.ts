import type { ConfigDocument } from "../../model";
import type { ReportLine } from "./import-report";

/** What an import has made of its files. */
export interface Imported {
  readonly document: ConfigDocument;
  readonly report: readonly ReportLine[];
}
