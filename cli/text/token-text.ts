import type { components } from "../../client";
import { textTable } from "./text-table";

type Token = components["schemas"]["Token"];

/** Tokens as a table. `now` is epoch milliseconds. */
export function tokensText(items: readonly Token[], now: number): string {
  const rows = items.map(({ id, name, scopes, stackPattern, createdAt, expiresAt }) => [
    id,
    name,
    scopes.join(","),
    stackPattern ?? "any",
    createdAt,
    expiryText(expiresAt, now),
  ]);
  return textTable(["ID", "NAME", "SCOPES", "STACKS", "MADE", "EXPIRES"], rows);
}

function expiryText(expiresAt: string | null, now: number): string {
  if (expiresAt === null) return "never";
  return Date.parse(expiresAt) <= now ? `${expiresAt} (over)` : expiresAt;
}
