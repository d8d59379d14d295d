import { CONNECTOR_DEFAULTS } from "../snapshot-fixture";
import { knownSettings } from "./known-settings";

const UNKNOWN = "04da6b54";
const isUnknown = (value: unknown) => value === UNKNOWN;
const declared = { name: "CRM", bindings: ["0.0.0.0:25"], remoteIpRanges: ["10.0.0.1"] };

describe("settings that are not wholly known", () => {
  test.each([
    { title: "none", given: {}, unknown: [], expected: { requireTls: false } },
    {
      title: "a value: the default",
      given: { requireTls: UNKNOWN },
      unknown: ["requireTls"],
      expected: { requireTls: false },
    },
    {
      title: "an entry of a list: the others",
      given: { remoteIpRanges: ["10.0.0.2", UNKNOWN] },
      unknown: ["remoteIpRanges"],
      expected: { remoteIpRanges: ["10.0.0.2"] },
    },
    { title: "a comment: nothing that decides", given: { comment: UNKNOWN }, unknown: [], expected: { comment: "" } },
  ])("$title", ({ given, unknown, expected }) => {
    const known = knownSettings("ReceiveConnector", { ...declared, ...given }, { isUnknown });
    expect(known).toEqual({ settings: expect.objectContaining(expected) as unknown, unknown });
  });

  test("are as before where there was something before", () => {
    const before = { ...CONNECTOR_DEFAULTS, requireTls: true, remoteIpRanges: ["10.9.9.9"] };
    const given = { ...declared, requireTls: UNKNOWN, remoteIpRanges: UNKNOWN };
    expect(knownSettings("ReceiveConnector", given, { isUnknown, before }).settings).toMatchObject({
      requireTls: true,
      remoteIpRanges: ["10.9.9.9"],
    });
  });

  test.each(["name", "bindings", "remoteIpRanges"])("stand for nothing without %s", (property) => {
    const known = knownSettings("ReceiveConnector", { ...declared, [property]: UNKNOWN }, { isUnknown });
    expect(known).toEqual({ settings: null, unknown: [property] });
  });

  test("stand for nothing when all entries of a list that needs one are unknown", () => {
    const given = { ...declared, remoteIpRanges: [UNKNOWN, UNKNOWN] };
    expect(knownSettings("ReceiveConnector", given, { isUnknown }).settings).toBeNull();
  });
});
