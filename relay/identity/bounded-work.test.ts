import { createBoundedWork, TooMuchWork } from "./bounded-work";

function heldTasks() {
  const releases: (() => void)[] = [];
  const task = () => new Promise<string>((resolve) => releases.push(() => resolve("done")));
  return { releases, task };
}

describe("bounded work", () => {
  test("does so many at once, lets so many wait, and turns the rest away", async () => {
    const { releases, task } = heldTasks();
    const work = createBoundedWork({ atOnce: 2, waiting: 1 });
    const taken = [work.run(task), work.run(task), work.run(task)];
    await expect(work.run(task)).rejects.toBeInstanceOf(TooMuchWork);
    expect(releases).toHaveLength(2);
    releases[0]?.();
    await taken[0];
    await Promise.resolve();
    expect(releases).toHaveLength(3);
    releases.forEach((release) => release());
    expect(await Promise.all(taken)).toEqual(["done", "done", "done"]);
  });

  test("goes on after a task that failed", async () => {
    const work = createBoundedWork({ atOnce: 1, waiting: 5 });
    const failing = work.run(() => Promise.reject(new Error("no")));
    const next = work.run(() => Promise.resolve("yes"));
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("yes");
    expect(await work.run(() => Promise.resolve("again"))).toBe("again");
  });
});
