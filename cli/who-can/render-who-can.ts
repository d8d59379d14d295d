import { cidrCover, unionRanges } from "../../model";
import { addressesValue, grantValue } from "../impact/impact-json";
import { unknownWords } from "../impact/impact-text";
import { foldedPart, type MarkdownPart, withinLimit } from "../impact/markdown-limit";
import { codeBlock, codeSpan } from "../impact/markdown-words";
import { paintOf } from "../impact/paint";
import { replayLines } from "../impact/replay-lines";
import { witnessWords } from "../impact/row-words";
import { jsonText } from "../output";
import { printable } from "../text/printable";
import { grantWords, proxiesWords, totalsWords } from "./grant-words";
import type { WhoCanSubject } from "./who-can-subject";

export const WHO_CAN_FORMATS = ["text", "json", "markdown"] as const;
export type WhoCanFormat = (typeof WHO_CAN_FORMATS)[number];

const RENDERERS: { readonly [Format in WhoCanFormat]: (subject: WhoCanSubject) => string } = {
  text: whoCanText,
  json: whoCanJson,
  markdown: whoCanMarkdown,
};

/** Grants in one of their forms, with a line end. */
export function renderWhoCan(format: WhoCanFormat, subject: WhoCanSubject): string {
  return RENDERERS[format](subject);
}

function timeText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

function whoCanText(subject: WhoCanSubject): string {
  const { label, at, verb, grants, unknowns, colour = false } = subject;
  const paint = paintOf(colour);
  const proxies = proxiesWords(subject);
  const parts: readonly (readonly string[])[] = [
    [`who can ${verb}: ${printable(label)}, as of ${timeText(at)}`, `  ${totalsWords(subject)}`],
    ...grants.map((grant) => {
      const { count, ranges, who, by, worth } = grantWords(grant);
      const name = (text: string) => paint("dim", text.padEnd(6));
      return [
        `${paint("yellow", count)}  ${ranges}`,
        `  ${printable(who)}`,
        `  ${name("by")}${printable(by)}`,
        ...(worth.length === 0 ? [] : [`  ${name("worth")}${worth.join(", ")}`]),
        `  ${name("e.g.")}${printable(witnessWords(grant.witness))}`,
        `  ${name("")}${replayLines(grant.witness).explain}`,
      ];
    }),
    proxies === undefined ? [] : [proxies],
    unknowns.map((unknown) => `not known yet, might ${verb}: ${printable(unknownWords(unknown))}`),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function whoCanMarkdown(subject: WhoCanSubject): string {
  const { label, at, verb, grants, unknowns } = subject;
  const proxies = proxiesWords(subject);
  return withinLimit([
    { lines: [`### Who can ${verb}`, "", `${codeSpan(label)}, as of ${timeText(at)}: ${totalsWords(subject)}.`] },
    grantTable(subject),
    { lines: proxies === undefined ? [] : [codeSpan(proxies)] },
    { lines: unknowns.map((unknown) => `- not known yet, might ${verb}: ${codeSpan(unknownWords(unknown))}`) },
    grants.length === 0
      ? { lines: [] }
      : foldedPart(
          `Witnesses (${grants.length}): each can be tried`,
          grants.map(({ witness }) => {
            const { explain, swaks } = replayLines(witness);
            return `${codeBlock([explain, swaks])}\n`;
          }),
        ),
  ]);
}

function grantTable({ grants }: WhoCanSubject): MarkdownPart {
  if (grants.length === 0) return { lines: [] };
  const rows = grants.map((grant) => {
    const { count, ranges, who, by, worth } = grantWords(grant);
    const cells = [`${count}<br>${codeSpan(ranges)}`, codeSpan(who), [by, ...worth].map(codeSpan).join("<br>")];
    return `| ${cells.join(" | ")} |`;
  });
  return { lines: ["| Addresses | Who to whom | By |", "| --- | --- | --- |", ...rows], head: 2 };
}

/** By docs/reference/who-can.schema.json. */
function whoCanJson({ label, at, verb, grants, trustedProxies, unknowns }: WhoCanSubject): string {
  return jsonText({
    formatVersion: 1,
    source: label,
    at: timeText(at),
    verb,
    total: addressesValue(unionRanges(...grants.map(({ box }) => box.addresses))),
    grants: grants.map(grantValue),
    trustedProxies: cidrCover(trustedProxies),
    unknowns,
  });
}
