"use strict";

// Preloaded into a process and all its threads (node -r): writes down in one order what they do to files below
// RELAY_RECORDED, each act once when it begins and once when it has ended. Syncs named in RELAY_SKIP_SYNCS are left out.
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const { dirname, relative, resolve } = require("node:path");
const { isMainThread, threadId } = require("node:worker_threads");

const root = process.env.RELAY_RECORDED;
const skipped = new Set((process.env.RELAY_SKIP_SYNCS ?? "").split(","));
const original = { ...fs };
const record = original.openSync(process.env.RELAY_RECORD, "a");
const paths = new Map();
let count = 0;

/** Path below the recorded directory; undefined when it lies elsewhere. */
function inside(path) {
  const name = relative(root, resolve(String(path)));
  return name.startsWith("..") ? undefined : name === "" ? "." : name;
}

// Appending is one act for all threads: their lines stand in the order in which they came.
function begin(act) {
  const id = `${threadId}.${++count}`;
  original.writeSync(record, `${JSON.stringify({ id, ...act })}\n`);
  return id;
}

function end(id) {
  original.writeSync(record, `${JSON.stringify({ ended: id })}\n`);
}

function recordedSync(act, perform) {
  const id = begin(act);
  const result = perform();
  end(id);
  return result;
}

async function recordedAsync(act, perform) {
  const id = begin(act);
  const result = await perform();
  end(id);
  return result;
}

function bytesOf(bytes, offset, length) {
  return Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString("base64");
}

/** Who syncs what, as RELAY_SKIP_SYNCS names it. */
function syncName(path) {
  const what = path.endsWith(".log") ? "segment" : /^spool\/bodies\/./.test(path) ? "body" : path;
  return `${isMainThread ? "host" : "log thread"}: ${what}`;
}

function makes(path, flags) {
  const mayMake = typeof flags === "string" ? flags !== "r" : (flags & fs.constants.O_CREAT) !== 0;
  return mayMake && !original.existsSync(path);
}

function unknown(name) {
  return () => {
    throw new Error(`The recorder does not know ${name}.`);
  };
}

fs.openSync = (path, flags, ...rest) => {
  const name = inside(path);
  const open = () => original.openSync(path, flags, ...rest);
  const file = name !== undefined && makes(path, flags) ? recordedSync({ act: "create", path: name }, open) : open();
  if (name !== undefined) paths.set(file, name);
  return file;
};
fs.closeSync = (file) => {
  paths.delete(file);
  original.closeSync(file);
};
fs.writeSync = (file, bytes, offset, length, position) => {
  const write = () => original.writeSync(file, bytes, offset, length, position);
  const path = paths.get(file);
  if (path === undefined) return write();
  return recordedSync({ act: "write", path, offset: position, bytes: bytesOf(bytes, offset, length) }, write);
};
fs.ftruncateSync = (file, size) => {
  const truncate = () => original.ftruncateSync(file, size);
  const path = paths.get(file);
  return path === undefined ? truncate() : recordedSync({ act: "truncate", path, size }, truncate);
};
for (const call of ["fsyncSync", "fdatasyncSync"]) {
  fs[call] = (file) => {
    const path = paths.get(file);
    if (path === undefined) return original[call](file);
    if (!skipped.has(syncName(path)))
      recordedSync({ act: "sync", path, by: syncName(path) }, () => original[call](file));
  };
}
fs.mkdirSync = (path, options) => {
  const missing = [];
  for (let at = resolve(path); inside(at) !== undefined && !original.existsSync(at); at = dirname(at))
    missing.unshift(at);
  const ids = missing.map((at) => begin({ act: "mkdir", path: inside(at) }));
  const made = original.mkdirSync(path, options);
  ids.forEach(end);
  return made;
};
fs.rmSync = (path, options) => {
  const name = inside(path);
  const remove = () => original.rmSync(path, options);
  if (name === undefined || !original.existsSync(path)) return remove();
  return recordedSync({ act: "unlink", path: name }, remove);
};

const { promises } = fs;
const asynchronous = { ...promises };
promises.open = async (path, flags, ...rest) => {
  const name = inside(path);
  const open = () => asynchronous.open(path, flags, ...rest);
  if (name === undefined) return open();
  const handle = await (makes(path, flags ?? "r") ? recordedAsync({ act: "create", path: name }, open) : open());
  return recordedHandle(handle, name);
};
promises.rename = (from, to) => {
  const rename = () => asynchronous.rename(from, to);
  const name = inside(from);
  return name === undefined ? rename() : recordedAsync({ act: "rename", path: name, to: inside(to) }, rename);
};
for (const call of ["rm", "unlink"]) {
  promises[call] = (path, ...rest) => {
    const remove = () => asynchronous[call](path, ...rest);
    const name = inside(path);
    if (name === undefined || !original.existsSync(path)) return remove();
    return recordedAsync({ act: "unlink", path: name }, remove);
  };
}

function recordedHandle(handle, path) {
  const { write, sync, datasync } = handle;
  let position = 0;
  handle.write = (bytes, offset = 0, length = bytes.length - offset, at = null) => {
    const place = at ?? position;
    if (at === null) position += length;
    const act = { act: "write", path, offset: place, bytes: bytesOf(bytes, offset, length) };
    return recordedAsync(act, () => write.call(handle, bytes, offset, length, at));
  };
  for (const [call, perform] of Object.entries({ sync, datasync })) {
    handle[call] = async () => {
      if (skipped.has(syncName(path))) return;
      await recordedAsync({ act: "sync", path, by: syncName(path) }, () => perform.call(handle));
    };
  }
  for (const call of ["writev", "writeFile", "appendFile", "truncate"]) handle[call] = unknown(call);
  return handle;
}

for (const call of ["writeFileSync", "appendFileSync", "renameSync", "unlinkSync", "truncateSync", "writevSync"]) {
  const perform = original[call];
  fs[call] = (path, ...rest) => {
    const isOurs = typeof path === "number" ? paths.has(path) : inside(path) !== undefined;
    return isOurs ? unknown(call)() : perform(path, ...rest);
  };
}

syncBuiltinESMExports();
