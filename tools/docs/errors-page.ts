import { type CatalogueEntry, ERROR_CATALOGUE } from "../../model";

const INTRODUCTION = `# Errors

Every error has one of these codes, wherever it appears: in a check failure of the provider, in a problem document of
the control API (RFC 9457) or in the output of relayctl. Codes never change their meaning.`;

/** The page of all errors, made from the catalogue. */
export function errorsPage(): string {
  const entries = Object.entries<CatalogueEntry>(ERROR_CATALOGUE).sort(([a], [b]) => (a < b ? -1 : 1));
  return [INTRODUCTION, ...entries.map(([code, entry]) => entrySection(code, entry))].join("\n\n");
}

function entrySection(code: string, { title, status, remedy }: CatalogueEntry): string {
  return `## ${code}\n\n${title}. HTTP status ${status}.\n\n${remedy}`;
}
