import fc from "fast-check";
import { ApiProblem } from "./api-problem";
import { checkExpectedInstallation, formatEntityTag, readIfMatch } from "./entity-tag";

const HERE = { id: "5007de76-d46a-45b8-9d5d-9a330983fccc", epoch: 3 };

describe("entity tags", () => {
  test("a tag as given is read as the revision it names", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(), fc.nat(), (id, epoch, revision) => {
        const tag = formatEntityTag({ id, epoch }, revision);
        expect(readIfMatch(tag, { id, epoch })).toEqual({ kind: "revision", revision });
      }),
    );
  });

  test("* stands for any revision", () => {
    expect(readIfMatch("*", HERE)).toEqual({ kind: "any" });
  });

  test.each([
    [undefined, "RELAY_IF_MATCH_REQUIRED"],
    ['"1"', "RELAY_HEADER_INVALID"],
    [`W/${formatEntityTag(HERE, 1)}`, "RELAY_HEADER_INVALID"],
    [`${formatEntityTag(HERE, 1)}, ${formatEntityTag(HERE, 2)}`, "RELAY_HEADER_INVALID"],
    [formatEntityTag({ ...HERE, epoch: 2 }, 1), "RELAY_INSTALLATION_MISMATCH"],
    [formatEntityTag({ ...HERE, id: "other" }, 1), "RELAY_INSTALLATION_MISMATCH"],
  ])("If-Match %p is refused as %s", (value, code) => {
    expect(problemOf(() => readIfMatch(value, HERE)).code).toBe(code);
  });

  test("a restored store is told apart from another one", () => {
    expect(problemOf(() => checkExpectedInstallation(`${HERE.id}.2`, HERE)).message).toContain("was restored");
    expect(problemOf(() => checkExpectedInstallation("other.3", HERE)).message).toContain("another installation");
    expect(() => checkExpectedInstallation(`${HERE.id}.3`, HERE)).not.toThrow();
    expect(() => checkExpectedInstallation(undefined, HERE)).not.toThrow();
  });
});

function problemOf(action: () => unknown): ApiProblem {
  try {
    action();
  } catch (error) {
    if (error instanceof ApiProblem) return error;
  }
  throw new Error("no problem was reported");
}
