import fc from "fast-check";
import { effectiveRights } from "./effective-rights";
import { EXTENDED_RIGHTS } from "./extended-right";
import type { PermissionEntry } from "./permission-groups";
import { PRINCIPALS } from "./principal";
import type { PermissionGroup } from "./settings";

const GROUPS: readonly PermissionGroup[] = [
  "AnonymousUsers",
  "ExchangeUsers",
  "ExchangeServers",
  "ExchangeLegacyServers",
  "Partners",
];
const principal = fc.constantFrom(...PRINCIPALS.map(({ name }) => name));
const entry: fc.Arbitrary<PermissionEntry> = fc.record({
  entry: fc.uuid(),
  principal,
  access: fc.constantFrom("Allow", "Deny"),
  extendedRights: fc.subarray([...EXTENDED_RIGHTS], { minLength: 1 }),
});
const question = fc.record({
  groups: fc.subarray([...GROUPS]),
  entries: fc.array(entry, { maxLength: 6 }),
  principals: fc.uniqueArray(principal, { minLength: 1, maxLength: 3 }),
});

describe("effectiveRights", () => {
  test("a deny of any principal wins over every allow, preset or explicit", () => {
    fc.assert(
      fc.property(question, entry, (asked, extra) => {
        const deny: PermissionEntry = { ...extra, access: "Deny", principal: asked.principals[0] as string };
        const { granted } = effectiveRights({ ...asked, entries: [...asked.entries, deny] });
        expect(deny.extendedRights.filter((right) => granted.has(right as never))).toEqual([]);
      }),
    );
  });

  test("an allow takes nothing away, and the order of entries decides no right", () => {
    fc.assert(
      fc.property(question, entry, (asked, extra) => {
        const before = effectiveRights(asked).granted;
        const more = [{ ...extra, access: "Allow" as const }, ...asked.entries];
        const after = effectiveRights({ ...asked, entries: more }).granted;
        expect([...before.keys()].filter((right) => !after.has(right))).toEqual([]);
        const reversed = effectiveRights({ ...asked, entries: more.toReversed() }).granted;
        expect([...reversed.keys()].sort()).toEqual([...after.keys()].sort());
      }),
    );
  });

  test("names the entry and the principal that decided", () => {
    const entries: PermissionEntry[] = [
      {
        entry: "permission-1",
        principal: "NT AUTHORITY\\ANONYMOUS LOGON",
        access: "Allow",
        extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
      },
    ];
    const { granted } = effectiveRights({
      groups: ["AnonymousUsers"],
      entries,
      principals: ["nt authority\\anonymous logon"],
    });
    expect(granted.get("ms-Exch-SMTP-Accept-Any-Recipient")?.entry).toBe("permission-1");
    expect(granted.get("ms-Exch-SMTP-Submit")).toEqual({
      right: "ms-Exch-SMTP-Submit",
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      entry: "preset:AnonymousUsers",
    });
  });

  test("the preset's deny for old servers cannot be undone by an explicit allow", () => {
    const right = "ms-Exch-Accept-Headers-Organization";
    const allow = { entry: "p", principal: "ExchangeLegacyInterop", access: "Allow", extendedRights: [right] } as const;
    const { granted, denied } = effectiveRights({
      groups: ["ExchangeLegacyServers"],
      entries: [allow],
      principals: ["ExchangeLegacyInterop"],
    });
    expect(granted.has(right)).toBe(false);
    expect(denied.get(right)?.entry).toBe("preset:ExchangeLegacyServers");
  });
});
