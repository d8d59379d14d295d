import { placeOf, withSteadyPlace } from "./declared-place";

const CRM = { name: "CRM", remoteIpRanges: ["192.168.2.55"], logicalId: "ReceiveConnector::crm" };
const HERE = { ...CRM, declaredAt: "index.ts:42" };
const MOVED = { ...CRM, declaredAt: "index.ts:57" };

describe("the place that state keeps", () => {
  test.each([
    { title: "is the program's for a new resource", inputs: HERE, olds: {}, place: "index.ts:42" },
    {
      title: "stays when only the line moved",
      inputs: MOVED,
      olds: { ...HERE, __provider: "x" },
      place: "index.ts:42",
    },
    { title: "follows a change", inputs: { ...MOVED, name: "CRM 2" }, olds: HERE, place: "index.ts:57" },
    { title: "stays absent in state of an older SDK", inputs: MOVED, olds: CRM, place: undefined },
    { title: "stays when an older SDK declares the same", inputs: CRM, olds: HERE, place: "index.ts:42" },
    { title: "goes when it is no place", inputs: { ...CRM, declaredAt: "/etc/passwd:1" }, olds: {}, place: undefined },
  ])("$title", ({ inputs, olds, place }) => {
    const steady = withSteadyPlace(inputs, olds);
    expect(steady["declaredAt"]).toBe(place);
    expect({ ...steady, declaredAt: undefined }).toEqual({ ...inputs, declaredAt: undefined });
    expect(placeOf(steady)).toBe(place);
  });
});
