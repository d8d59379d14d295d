import { COARSEST, placeAt } from "./client-place";

test.each([
  ["192.168.2.55", ["192.168.2.55", "192.168.2.0/24", "192.168.0.0/16", "192.0.0.0/8", "0.0.0.0/0"]],
  ["2001:db8:1:2:3::5", ["2001:db8:1:2:3::5", "2001:db8:1:2::/64", "2001:db8:1::/48", "2001:db8::/32", "::/0"]],
])("a client is kept ever more coarsely: %s", (client, places) => {
  expect(places).toHaveLength(COARSEST + 1);
  expect(places.map((_, level) => placeAt(level, client))).toEqual(places);
  // From every finer place to every coarser one.
  for (const [from, finer] of places.entries()) {
    for (let level = from; level < places.length; level++) expect(placeAt(level, finer)).toBe(places[level]);
  }
});
