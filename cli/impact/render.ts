import { impactJson } from "./impact-json";
import { impactMarkdown } from "./impact-markdown";
import { impactSarif } from "./impact-sarif";
import type { ImpactSubject } from "./impact-subject";
import { impactText } from "./impact-text";

export const IMPACT_FORMATS = ["text", "json", "markdown", "sarif"] as const;
export type ImpactFormat = (typeof IMPACT_FORMATS)[number];

const RENDERERS: { readonly [Format in ImpactFormat]: (subject: ImpactSubject) => string } = {
  text: impactText,
  json: impactJson,
  markdown: impactMarkdown,
  sarif: impactSarif,
};

/** A comparison in one of its forms, with a line end. */
export function renderImpact(format: ImpactFormat, subject: ImpactSubject): string {
  return RENDERERS[format](subject);
}
