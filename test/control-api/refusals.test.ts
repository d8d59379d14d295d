import { refusalFacts } from "../../relay/refusals/refusal-facts-fixture";
import { type ApiFixture, startApi } from "./api-fixture";

const FACTS = refusalFacts();

describe("refusals over the control API", () => {
  let api: ApiFixture;
  let ref: string;
  beforeAll(async () => {
    api = await startApi();
    ref = api.refusals.note(FACTS) ?? "";
    api.refusals.note({ ...FACTS, client: "2001:db8::1", recipient: null });
  });
  afterAll(() => api.close());

  test("are found by their reference, however it was typed", async () => {
    for (const typed of [ref, ref.toLowerCase(), ref.replace("-", "")]) {
      expect((await api.request("GET", `/v1/refusals/${typed}`)).body).toMatchObject({ ref, ...FACTS });
    }
  });

  test("are not found by another one, and not by what is none", async () => {
    const unknown = await api.request("GET", "/v1/refusals/0000-0000");
    expect(unknown).toMatchObject({ status: 404, body: { code: "RELAY_NOT_FOUND" } });
    const bad = await api.request("GET", "/v1/refusals/no-ref");
    expect(bad).toMatchObject({ status: 400, body: { detail: expect.stringContaining("8F3K-2M7Q") as string } });
  });

  test.each([
    ["", 2],
    ["client=192.168.2.57", 1],
    ["client=2001:DB8:0::1", 1],
    ["client=::ffff:192.168.2.57", 1],
    ["client=10.0.0.1", 0],
    ["since=2999-01-01T00:00:00Z", 0],
    ["limit=1", 1],
  ])("are listed by %s", async (query, count) => {
    expect((await api.request("GET", `/v1/refusals?${query}`)).body.items).toHaveLength(count);
  });

  test.each(["client=nobody", "since=today", "limit=501", "clinet=1"])("are not listed by %s", async (query) => {
    expect((await api.request("GET", `/v1/refusals?${query}`)).status).toBe(400);
  });
});
