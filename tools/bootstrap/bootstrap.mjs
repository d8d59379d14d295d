import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { delimiter, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BIN = join(ROOT, "node_modules", ".bin");
const SOURCES = ["model", "sdk", "provider", "client", "relay", "cli", "policy", "test", "bench", "tools"];

/** The environment in which the project's own Node and tools come first. */
export function environment(extra = []) {
  return { ...process.env, PATH: [...extra, BIN, process.env.PATH].join(delimiter) };
}

/** Installs and builds what is missing or older than the sources; nothing when all is fresh. */
export function bootstrap(say) {
  install(say);
  linkPackage();
  build(say);
}

function install(say) {
  const stamp = join(ROOT, "node_modules", ".installed-from");
  const wanted = digest([join(ROOT, "package.json"), join(ROOT, "package-lock.json")]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("installing packages (a minute or two, once)");
  run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"]);
  const installed = digest([join(ROOT, "package.json"), join(ROOT, "package-lock.json")]);
  writeFileSync(stamp, installed);
}

// Examples import the package by its name, as a user's program does: here the name leads to this checkout.
function linkPackage() {
  const link = join(ROOT, "node_modules", "pulumi-smtp-relay");
  if (existsSync(link)) return;
  rmSync(link, { force: true });
  symlinkSync("..", link, "dir");
}

function build(say) {
  const stamp = join(ROOT, "dist", ".built-from");
  const wanted = digest([join(ROOT, "tsconfig.json"), ...SOURCES.flatMap((folder) => sources(join(ROOT, folder)))]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("building");
  run("tsc", ["-p", "."]);
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  writeFileSync(stamp, wanted);
}

function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => /\.(ts|json|sql)$/.test(path) && statSync(path).isFile())
    .sort();
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths.filter((candidate) => existsSync(candidate))) {
    hash.update(relative(ROOT, path)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function run(program, args) {
  const result = spawnSync(program, args, { cwd: ROOT, env: environment(), stdio: ["ignore", "inherit", "inherit"] });
  if (result.status === 0) return;
  throw new Error(`${program} ${args.join(" ")} failed${result.error ? `: ${result.error.message}` : ""}`);
}
