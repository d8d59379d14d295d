import fc from "fast-check";
import { EqualityFilter, FilterParser } from "ldapts";
import { fillDn, fillFilter } from "./ldap-template";

describe("fillDn", () => {
  test.each([
    ["jane.doe", "uid=jane.doe,ou=people"],
    ["doe, jane", "uid=doe\\2c jane,ou=people"],
    ["a+sn=b", "uid=a\\2bsn\\3db,ou=people"],
    ["#1", "uid=\\231,ou=people"],
    ["x,ou=admins", "uid=x\\2cou\\3dadmins,ou=people"],
    ['q"\\;<>', "uid=q\\22\\5c\\3b\\3c\\3e,ou=people"],
    ["büro", "uid=büro,ou=people"],
    [" x ", "uid=\\20x\\20,ou=people"],
    ["{username}", "uid=\\7busername\\7d,ou=people"],
    ["$&", "uid=\\24\\26,ou=people"],
  ])("keeps %j one value", (username, dn) => {
    expect(fillDn("uid={username},ou=people", { username })).toBe(dn);
  });
});

describe("fillFilter", () => {
  test.each([
    ["jane", "(uid=jane)"],
    ["*", "(uid=\\2a)"],
    ["*)(uid=*", "(uid=\\2a\\29\\28uid=\\2a)"],
    ["a\\b", "(uid=a\\5cb)"],
    ["a\0b", "(uid=a\\00b)"],
    ["€", "(uid=€)"],
  ])("keeps %j one value", (username, filter) => {
    expect(fillFilter("(uid={username})", { username })).toBe(filter);
  });

  test("a name that looks like a template is not filled again", () => {
    const values = { username: "{dn}", dn: "uid=a\\2cb,ou=people" };
    expect(fillFilter("(|(memberUid={username})(member={dn}))", values)).toBe(
      "(|(memberUid=\\7bdn\\7d)(member=uid=a\\5c2cb,ou=people))",
    );
  });

  test("whatever a name is, a parser reads it back as one value", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (username) => {
        const filter = FilterParser.parseString(fillFilter("(uid={username})", { username }));
        expect(filter).toBeInstanceOf(EqualityFilter);
        expect((filter as EqualityFilter).value.toString()).toBe(username);
      }),
    );
  });
});
