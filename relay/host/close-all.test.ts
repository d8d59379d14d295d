import { closeAll } from "./close-all";

describe("closeAll", () => {
  test("closes what was opened last first, and the rest whatever one of them does", async () => {
    const closed: string[] = [];
    const closers = ["lock", "spool", "api"].map((name) => () => {
      closed.push(name);
      return name === "spool" ? Promise.reject(new Error("The disk does not answer.")) : Promise.resolve();
    });
    await expect(closeAll(closers)).rejects.toThrow("The disk does not answer.");
    expect(closed).toEqual(["api", "spool", "lock"]);
  });
});
