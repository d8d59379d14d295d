import { figure } from "../figure";
import type { Curve, Line } from "../section";

const WIDTH = 560;
const HEIGHT = 300;
const FRAME = { left: 64, right: 176, top: 34, bottom: 46 };
const COLOURS = ["#0969da", "#bc4c00", "#1a7f37", "#8250df", "#cf222e", "#6e7781", "#9a6700", "#0550ae", "#953800"];

interface Axis {
  /** Pixels of a value. */
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

/** A curve as a small SVG that stands alone; the horizontal axis is logarithmic. */
export function plot(curve: Curve): string {
  const points = curve.lines.flatMap((line) => line.points);
  const xs = points.map(([x]) => x).filter((x) => x > 0);
  const x = logAxis(xs, { from: FRAME.left, to: WIDTH - FRAME.right });
  const vertical = { from: HEIGHT - FRAME.bottom, to: FRAME.top };
  const ys = points.map(([, y]) => y);
  const y = curve.yScale === "log" ? logAxis(ys, vertical) : linearAxis(ys, vertical);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="sans-serif" font-size="11">`,
    `  <title>${escape(curve.title)}</title>`,
    `  <rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#ffffff"/>`,
    `  <text x="${FRAME.left}" y="20" fill="#1f2328" font-size="13">${escape(curve.title)}</text>`,
    ...xTicks(x, curve.x),
    ...yTicks(y, curve.y),
    ...curve.lines.flatMap((line, place) => drawn(line, { x, y, place })),
    "</svg>",
    "",
  ].join("\n");
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Ticks at powers of ten, and at 2 and 5 between them where there are few. */
function logAxis(values: readonly number[], { from, to }: Span): Axis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const [first, last] = [Math.log10(low), Math.log10(high === low ? low * 10 : high)];
  const place = (value: number) => from + ((Math.log10(Math.max(value, low)) - first) / (last - first)) * (to - from);
  const tens = Array.from(
    { length: Math.ceil(last) - Math.floor(first) + 1 },
    (_, step) => 10 ** (Math.floor(first) + step),
  );
  const within = (steps: readonly number[]) =>
    tens
      .flatMap((ten) => steps.map((step) => step * ten))
      .filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
  const coarse = within([1]);
  return { place, ticks: coarse.length >= 3 ? coarse : within([1, 2, 5]) };
}

function linearAxis(values: readonly number[], { from, to }: Span): Axis {
  const most = Math.max(...values);
  const step = niceStep(most / 4);
  const top = Math.ceil(most / step) * step;
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, place) => place * step);
  return { place: (value) => from + (value / top) * (to - from), ticks };
}

function niceStep(about: number): number {
  const ten = 10 ** Math.floor(Math.log10(about));
  return [1, 2, 5, 10].map((factor) => factor * ten).find((step) => step >= about) ?? 10 * ten;
}

function xTicks({ place, ticks }: Axis, label: string): readonly string[] {
  const bottom = HEIGHT - FRAME.bottom;
  const middle = (FRAME.left + WIDTH - FRAME.right) / 2;
  return [
    ...ticks.map(
      (tick) =>
        `  <text x="${px(place(tick))}" y="${bottom + 16}" fill="#59636e" text-anchor="middle">${figure(tick)}</text>`,
    ),
    `  <text x="${middle}" y="${bottom + 34}" fill="#59636e" text-anchor="middle">${escape(label)}</text>`,
  ];
}

function yTicks({ place, ticks }: Axis, label: string): readonly string[] {
  const right = WIDTH - FRAME.right;
  return [
    ...ticks.flatMap((tick) => [
      `  <line x1="${FRAME.left}" y1="${px(place(tick))}" x2="${right}" y2="${px(place(tick))}" stroke="#d1d9e0"/>`,
      `  <text x="${FRAME.left - 6}" y="${px(place(tick) + 4)}" fill="#59636e" text-anchor="end">${figure(tick)}</text>`,
    ]),
    `  <text x="14" y="${FRAME.top - 2}" fill="#59636e">${escape(label)}</text>`,
  ];
}

function drawn(
  { name, points }: Line,
  { x, y, place }: { readonly x: Axis; readonly y: Axis; readonly place: number },
) {
  const colour = COLOURS[place % COLOURS.length];
  const at = points.map(([px_, py_]) => [px(x.place(px_)), px(y.place(py_))] as const);
  const row = FRAME.top + 10 + place * 18;
  const left = WIDTH - FRAME.right + 14;
  return [
    `  <polyline points="${at.map((point) => point.join(",")).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...at.map(([cx, cy]) => `  <circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`),
    `  <rect x="${left}" y="${row - 8}" width="10" height="10" fill="${colour}"/>`,
    `  <text x="${left + 15}" y="${row + 1}" fill="#1f2328">${escape(name)}</text>`,
  ];
}

function px(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
