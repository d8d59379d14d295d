import { FIELDS } from "./fields/fields";
import { settle } from "./settle";
import { EXAMPLES } from "./settle-examples";
import type { Kind } from "./settings";

describe("values that are not known yet", () => {
  const LATER = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const isUnknown = (value: unknown) => value === LATER;
  const preview = (kind: Kind, input: object) => settle(kind, { ...EXAMPLES[kind], ...input }, { isUnknown });

  test("pass untouched, whatever the property", () => {
    for (const name of Object.keys(FIELDS.ReceiveConnector)) {
      expect(preview("ReceiveConnector", { [name]: LATER })).toMatchObject({ ok: true, value: { [name]: LATER } });
    }
  });

  test("pass inside lists, whose known entries are still judged and spelt", () => {
    expect(preview("ReceiveConnector", { remoteIpRanges: ["10.0.0.1/32", LATER] })).toMatchObject({
      ok: true,
      value: { remoteIpRanges: ["10.0.0.1", LATER] },
    });
    expect(preview("ReceiveConnector", { remoteIpRanges: [LATER, "10.0.0.1/24"] })).toMatchObject({
      failures: [{ property: "remoteIpRanges[1]", code: "RELAY_ADDRESS_INVALID" }],
    });
  });

  test("switch off just the rules that need them", () => {
    const external = { authMechanism: ["ExternalAuthoritative"], permissionGroups: LATER };
    expect(preview("ReceiveConnector", external).ok).toBe(true);
    expect(preview("ReceiveConnector", { ...external, connectionTimeout: "00:00:01" })).toMatchObject({
      failures: [{ code: "RELAY_TIMEOUTS_ORDER" }],
    });
  });
});
