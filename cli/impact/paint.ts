import { styleText } from "node:util";

export type Style = "red" | "green" | "yellow" | "dim";

/** How words are painted: with escape sequences for a terminal, or not at all. */
export type Paint = (style: Style, text: string) => string;

export function paintOf(colour: boolean): Paint {
  return (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
}
