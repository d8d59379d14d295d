import Anser, { type AnserJsonEntry } from "anser";

export interface TerminalPictureOptions {
  /** Stands in the title bar and is the picture's name for those who cannot see it. */
  readonly title: string;
}

interface Span {
  readonly text: string;
  /** Attributes of a tspan. */
  readonly style: string;
}

const LINE_HEIGHT = 18;
const CHARACTER_WIDTH = 7.83;
const MARGIN = 16;
const TITLE_BAR = 34;
/** A terminal of this width wraps what is longer. */
const COLUMNS = 132;
const COLOURS: Readonly<Record<string, string>> = {
  black: "#6e7681",
  red: "#ff7b72",
  green: "#3fb950",
  yellow: "#d29922",
  blue: "#79c0ff",
  magenta: "#d2a8ff",
  cyan: "#56d4dd",
  white: "#f0f6fc",
};

/** Draws what a terminal shows, ANSI colours included, as an SVG that every browser and forge shows. */
export function terminalPicture(output: string, { title }: TerminalPictureOptions): string {
  const lines = linesOf(output.trimEnd()).flatMap(wrapLine);
  const columns = Math.max(title.length + 12, ...lines.map((spans) => spans.map(({ text }) => text).join("").length));
  const width = Math.ceil(columns * CHARACTER_WIDTH + 2 * MARGIN);
  const height = TITLE_BAR + lines.length * LINE_HEIGHT + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `  <title>${escape(title)}</title>`,
    `  <rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...["#ff5f57", "#febc2e", "#28c840"].map(
      (fill, place) => `  <circle cx="${18 + place * 18}" cy="17" r="5" fill="${fill}"/>`,
    ),
    `  <text x="76" y="21" fill="#8b949e" font-family="sans-serif" font-size="12">${escape(title)}</text>`,
    `  <g fill="#e6edf3" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13">`,
    ...lines.map(drawLine),
    `  </g>`,
    `</svg>`,
    "",
  ].join("\n");
}

function drawLine(spans: readonly Span[], place: number): string {
  const y = TITLE_BAR + place * LINE_HEIGHT + 12;
  const drawn = spans.map(({ text, style }) =>
    style === "" ? escape(text) : `<tspan${style}>${escape(text)}</tspan>`,
  );
  return `    <text x="${MARGIN}" y="${y}" xml:space="preserve">${drawn.join("")}</text>`;
}

function linesOf(output: string): readonly (readonly Span[])[] {
  const lines: Span[][] = [[]];
  for (const entry of Anser.ansiToJson(output.replaceAll("\r", ""), { use_classes: true, json: true })) {
    for (const [place, text] of entry.content.split("\n").entries()) {
      if (place > 0) lines.push([]);
      if (text !== "") lines.at(-1)?.push({ text, style: styleOf(entry) });
    }
  }
  return lines;
}

function wrapLine(spans: readonly Span[]): readonly (readonly Span[])[] {
  const letters = spans.flatMap(({ text, style }) => [...text].map((letter) => ({ text: letter, style })));
  const lines = Array.from({ length: Math.ceil(letters.length / COLUMNS) || 1 }, (_, place) =>
    letters.slice(place * COLUMNS, (place + 1) * COLUMNS),
  );
  return lines.map(joinLetters);
}

function joinLetters(letters: readonly Span[]): readonly Span[] {
  const spans: Span[] = [];
  for (const { text, style } of letters) {
    const last = spans.at(-1);
    if (last?.style === style) spans[spans.length - 1] = { text: last.text + text, style };
    else spans.push({ text, style });
  }
  return spans;
}

function styleOf({ fg, decorations }: AnserJsonEntry): string {
  const colour = fg === null ? undefined : COLOURS[fg.replace(/^ansi-(?:bright-)?/, "")];
  const isBold = decorations.includes("bold");
  const isDim = decorations.includes("dim");
  return [
    colour === undefined ? "" : ` fill="${colour}"`,
    isBold ? ` font-weight="bold"` : "",
    isDim ? ` fill-opacity="0.6"` : "",
  ].join("");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
