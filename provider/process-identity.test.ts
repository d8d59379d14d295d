import { spawn } from "node:child_process";
import { once } from "node:events";
import { findProcess, isRunning } from "./process-identity";
import { findPulumiCli } from "./pulumi-cli";
import { createRun } from "./run";

async function startProcess() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000); console.log('up')"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return { pid: child.pid ?? 0, end: () => (child.kill("SIGKILL"), once(child, "exit")) };
}

test("a process is the same one only while it runs", async () => {
  const child = await startProcess();
  const identity = findProcess(child.pid);
  expect(identity?.parentPid).toBe(process.pid);
  expect(identity !== undefined && isRunning(identity)).toBe(true);
  expect(identity !== undefined && isRunning({ ...identity, startedAt: "another" })).toBe(false);
  await child.end();
  expect(identity !== undefined && isRunning(identity)).toBe(false);
});

test("writes stop once the Pulumi command is gone", async () => {
  const child = await startProcess();
  const run = createRun(findPulumiCli(child.pid), 1000);
  expect(run.stampWrite()).toMatchObject({ startedAt: 1000, deadline: expect.any(Number) as number });
  await child.end();
  expect(() => run.stampWrite()).toThrow(/has ended, so nothing was written/);
});

test("all provider processes of one Pulumi command are one run", () => {
  const [preview, update] = [1, 2].map((startedAt) => createRun(findPulumiCli(process.ppid), startedAt));
  expect(preview?.stampWrite().id).toBe(update?.stampWrite().id);
});
