import { expiryNotice, listExpiries } from "./expiry";

const NOW = Date.parse("2027-01-01T00:00:00Z");
const object = (expiresAt: unknown, name = "CRM") => ({
  kind: "ReceiveConnector" as const,
  name,
  settings: { expiresAt, owner: "mail team" },
});

describe("what expires", () => {
  test.each<[expiresAt: unknown, notice: string | undefined]>([
    [null, undefined],
    [undefined, undefined],
    ["a value that is not known yet", undefined],
    ["2027-01-15T00:00:01Z", undefined],
    ["2027-01-15T00:00:00Z", "expires at 2027-01-15T00:00:00Z, in 14 days."],
    ["2027-01-02T23:59:59Z", "expires at 2027-01-02T23:59:59Z, in 1 day."],
    ["2027-01-01T00:00:01Z", "expires at 2027-01-01T00:00:01Z, within a day."],
    [
      "2027-01-01T00:00:00Z",
      "has expired at 2027-01-01T00:00:00Z: the connector still serves its clients and grants nothing any more.",
    ],
  ])("%p is said as %p", (expiresAt, notice) => {
    expect(expiryNotice(object(expiresAt), NOW)).toBe(notice);
  });

  test("is listed by its end, what is over included", () => {
    const objects = [
      object("2027-01-09T00:00:00Z", "later"),
      object("2028-01-01T00:00:00Z", "far"),
      object("2026-01-01T00:00:00Z", "over"),
      object("2027-01-09T00:00:00Z", "a"),
    ];
    expect(listExpiries(objects, NOW).map(({ name, isExpired }) => [name, isExpired])).toEqual([
      ["over", true],
      ["a", false],
      ["later", false],
    ]);
  });
});
