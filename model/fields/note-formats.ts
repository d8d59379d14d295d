import type { Format } from "./field";
import { refuse } from "./outcome";
import { text } from "./text";

/** Exchange names no limit for comments; 4096 characters is ours. */
export const comment = text({ min: 0, max: 4096 });

const written = text({ min: 1, max: 1024 });

/** Owners, reasons and tickets: something, or null; never a blank text that looks like an answer. */
export const reason: Format<string> = {
  ...written,
  parse(value, property) {
    const parsed = written.parse(value, property);
    if (!parsed.ok || parsed.value.trim() !== "") return parsed;
    return refuse("RELAY_TEXT_INVALID", property, "is blank: write something, or leave it out.");
  },
};
