import { expiryFailure } from "./expiry-failure";

const NOW = Date.parse("2026-11-24T12:00:00Z");

describe("expiryFailure", () => {
  it.each([
    ["a time to come", "2026-11-24T12:00:01Z", null],
    ["no expiry", null, "2026-01-01T00:00:00Z"],
    ["one that passed on the object as it is", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"],
    ["one that is not known yet", { unknown: true }, null],
  ])("lets %s be", (_title, expiresAt, was) => {
    expect(expiryFailure({ expiresAt }, { expiresAt: was }, NOW)).toBeUndefined();
  });

  it.each([
    ["2026-11-24T12:00:00Z", null],
    ["2026-11-24T11:00:00Z", "2026-01-01T00:00:00Z"],
  ])("refuses %s in the place of %s", (expiresAt, was) => {
    const message = `expiresAt is ${expiresAt}, which has passed: write a time to come, or take the object away.`;
    const expected = { code: "RELAY_EXPIRY_PAST", property: "expiresAt", message };
    expect(expiryFailure({ expiresAt }, { expiresAt: was }, NOW)).toEqual(expected);
  });
});
