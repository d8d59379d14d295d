import { inheritedVariable, INHERITED_VARIABLE, takeInheritedSockets } from "./inherited-socket";

test.each([
  ["nothing", {}, []],
  ["two sockets of systemd", { LISTEN_FDS: "2", LISTEN_PID: "7", LISTEN_FDNAMES: "smtp:api" }, ["3 smtp", "4 api"]],
  ["sockets of systemd without names", { LISTEN_FDS: "1", LISTEN_PID: "7" }, ["3 smtp"]],
  ["sockets for another process", { LISTEN_FDS: "1", LISTEN_PID: "8" }, []],
  ["no number of sockets", { LISTEN_FDS: "many", LISTEN_PID: "7" }, []],
])("takes %s", (_, env: NodeJS.ProcessEnv, expected) => {
  const sockets = takeInheritedSockets(env, 7);
  expect(sockets.map(({ fd, use }) => `${fd} ${use}`)).toEqual(expected);
  expect(sockets.every(({ keeper }) => keeper === "system")).toBe(true);
  expect(env).toEqual({});
});

test("a successor reads what it is told, systemd's own sockets included", () => {
  const told = [
    { use: "api", keeper: "host" },
    { use: "smtp", keeper: "system" },
  ] as const;
  const env = { [INHERITED_VARIABLE]: inheritedVariable(told), LISTEN_FDS: "9", LISTEN_PID: "7" };
  expect(takeInheritedSockets(env, 7)).toEqual(told.map((socket, place) => ({ fd: 3 + place, ...socket })));
  expect(takeInheritedSockets({ [INHERITED_VARIABLE]: "" }, 7)).toEqual([]);
});
