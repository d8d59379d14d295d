import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acquireHostLock } from "./host-lock";
import { StoreError } from "./store-error";

describe("the lock of a data directory", () => {
  const parent = mkdtempSync(join(tmpdir(), "host-lock-"));
  const dataDir = join(parent, "made-by-the-lock");
  afterAll(() => rmSync(parent, { recursive: true }));

  it("is for one holder at a time, and refuses the second with directory and process", () => {
    const lock = acquireHostLock(dataDir);
    const second = attempt();
    expect(second).toBeInstanceOf(StoreError);
    expect(second).toMatchObject({ code: "RELAY_DATA_DIR_IN_USE" });
    expect((second as StoreError).message).toContain(
      `${dataDir} is in use by another relay host (process ${process.pid})`,
    );
    lock.release();
    acquireHostLock(dataDir).release();
  });

  it("is held against other processes, and gone when its holder is killed", async () => {
    const holder = holdInOtherProcess();
    await once(holder.stdout ?? holder, "data");
    expect(attempt()).toMatchObject({ code: "RELAY_DATA_DIR_IN_USE" });
    holder.kill("SIGKILL");
    await once(holder, "exit");
    acquireHostLock(dataDir).release();
  });

  it("says of what is no directory that it cannot be used", () => {
    const file = join(parent, "a-file");
    writeFileSync(file, "");
    for (const path of [file, join(file, "below")]) {
      const error = attempt(path);
      expect(error).toMatchObject({ code: "RELAY_DATA_DIR_UNUSABLE" });
      expect((error as StoreError).message).toContain(`The data directory ${path} cannot be used`);
    }
  });

  function attempt(path = dataDir): unknown {
    try {
      acquireHostLock(path).release();
      return undefined;
    } catch (error) {
      return error;
    }
  }

  // The same statements in plain JavaScript: the lock is SQLite's and the operating system's, not this module's.
  function holdInOtherProcess(): ChildProcess {
    const script = `
      const database = new (require("better-sqlite3"))(process.argv[1]);
      database.pragma("locking_mode = EXCLUSIVE");
      database.exec("BEGIN EXCLUSIVE");
      console.log("held");
      setInterval(() => database.inTransaction, 1000);`;
    const stdio = ["ignore", "pipe", "inherit"] as const;
    return spawn(process.execPath, ["-e", script, join(dataDir, "host.lock")], { cwd: __dirname, stdio: [...stdio] });
  }
});
