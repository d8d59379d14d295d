import { cutLine } from "./command-line";

describe("cutLine", () => {
  test.each([
    { line: "MAIL FROM:<a@b.org>", verb: "MAIL", argument: "FROM:<a@b.org>" },
    { line: "quit  \t", verb: "QUIT", argument: "" },
    { line: "", verb: "", argument: "" },
    { line: "NOOP  x", verb: "NOOP", argument: " x" },
  ])("cuts %j", ({ line, verb, argument }) => {
    expect(cutLine(Buffer.from(line))).toMatchObject({ verb, argument, loggable: line.trimEnd() });
  });

  test.each([
    { line: "AUTH PLAIN c2VjcmV0", loggable: "AUTH PLAIN <authentication data>" },
    { line: "auth plain", loggable: "auth plain" },
    { line: "AUTH\tPLAIN c2VjcmV0", loggable: "AUTH PLAIN <authentication data>" },
    { line: "AUTH  LOGIN   c2VjcmV0", loggable: "AUTH LOGIN <authentication data>" },
    { line: "AUTH", loggable: "AUTH" },
  ])("shows $line in a log without its secret", ({ line, loggable }) => {
    expect(cutLine(Buffer.from(line)).loggable).toBe(loggable);
  });

  test("reads bytes beyond ASCII as UTF-8", () => {
    expect(cutLine(Buffer.from("VRFY grüß")).argument).toBe("grüß");
  });
});
