import { cutAddressCommand } from "./address-command";

describe("cutAddressCommand", () => {
  test.each([
    { argument: "FROM:<a@b.org>", expected: { address: "a@b.org", parameters: {} } },
    { argument: "from:  <a@b.org>", expected: { address: "a@b.org", parameters: {} } },
    { argument: "FROM:<>", expected: { address: "", parameters: {} } },
    { argument: 'FROM:<"a>b"@c.org>', expected: { address: '"a>b"@c.org', parameters: {} } },
    { argument: 'FROM:<"a\\">b"@c.org>', expected: { address: '"a\\">b"@c.org', parameters: {} } },
    {
      argument: "FROM:<a@b.org> size=1  Body=x=y FLAG",
      expected: { address: "a@b.org", parameters: { SIZE: "1", BODY: "x=y", FLAG: true } },
    },
    {
      argument: "FROM:<a@b.org> __proto__=1",
      expected: { address: "a@b.org", parameters: Object.fromEntries([["__PROTO__", "1"]]) },
    },
    { argument: "FROM:<a@b.org> SIZE=1 size=2", expected: "parameters" },
    { argument: "FROM:<a@b.org> =1", expected: "parameters" },
    { argument: "FROM:<a@b.org>SIZE=1", expected: "path" },
    { argument: "FROM:<a@<b.org>", expected: "path" },
    { argument: 'FROM:<"a@b.org>', expected: "path" },
    { argument: "FROM:a@b.org", expected: "path" },
    { argument: "FROM <a@b.org>", expected: "path" },
    { argument: "TO:<a@b.org>", expected: "path" },
    { argument: "", expected: "path" },
  ])("cuts $argument", ({ argument, expected }) => {
    const cut = cutAddressCommand(argument, "FROM:");
    expect(typeof cut === "string" ? cut : { ...cut, parameters: { ...cut.parameters } }).toEqual(expected);
  });
});
