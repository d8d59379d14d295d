import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Top folder of this checkout, also from the built files below `dist`. */
export const PROJECT_ROOT = findRoot(__dirname);

function findRoot(folder: string): string {
  return existsSync(join(folder, "tsconfig.json")) ? folder : findRoot(dirname(folder));
}
