import { NOT_SUPPORTED } from "../../model";
import { code, markdownTable } from "./markdown-table";

const INTRODUCTION = `# Exchange's parameters that are not supported, and why

Nothing is accepted without effect: each of these is refused by name, by \`check\` in a preview, by the control API and in
the config document, with the reason that stands here. The mechanisms Integrated and ExchangeServer of authMechanism are
refused likewise, since there is no Active Directory here.`;

/** The page of what Exchange has and this host has not. */
export function notSupportedPage(): string {
  const sections = Object.entries(NOT_SUPPORTED).filter(([, parameters]) => Object.keys(parameters).length > 0);
  const tables = sections.map(([kind, parameters]) => {
    const rows = Object.entries(parameters).map(([name, why]) => [code(name), why]);
    return `## ${kind}\n\n${markdownTable(["Parameter", "Why not"], rows)}`;
  });
  return [INTRODUCTION, ...tables].join("\n\n");
}
