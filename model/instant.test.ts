import { parseInstant } from "./instant";

describe("parseInstant", () => {
  it.each([
    ["2027-01-31T00:00:00Z", "2027-01-31T00:00:00Z"],
    ["2027-01-31t00:00:00z", "2027-01-31T00:00:00Z"],
    ["2027-01-31T00:30:00+01:00", "2027-01-30T23:30:00Z"],
    ["2027-01-31T00:00:00.999Z", "2027-01-31T00:00:00Z"],
    ["2028-02-29T12:00:00-11:30", "2028-02-29T23:30:00Z"],
  ])("reads %s as %s", (text, canonical) => {
    expect(parseInstant(text, "expiresAt")).toEqual({ ok: true, value: canonical });
    expect(parseInstant(canonical, "expiresAt")).toEqual({ ok: true, value: canonical });
  });

  it.each([
    "2027-02-30T00:00:00Z",
    "2027-13-01T00:00:00Z",
    "2027-01-31",
    "2027-01-31T00:00:00",
    "31.1.2027",
    "",
    5,
    null,
    "2027-01-31T25:00:00Z",
  ])("refuses %p and says how to write it", (value) => {
    const parsed = parseInstant(value, "expiresAt");
    expect(parsed).toMatchObject({ ok: false, failures: [{ code: "RELAY_TIME_INVALID", property: "expiresAt" }] });
  });
});
