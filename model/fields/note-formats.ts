import { text } from "./text";

/** Exchange names no limit for comments; 4096 characters is ours. */
export const comment = text({ min: 0, max: 4096 });

/** Owners and reasons: something, or null; never an empty text that looks like an answer. */
export const reason = text({ min: 1, max: 1024 });
