import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import { placeInProgram } from "./declared-at";
import { AcceptedDomain } from "./index";

const FOLDERS = { root: "/home/jane/relays", own: "/home/jane/relays/node_modules/pulumi-smtp-relay/dist/sdk" };

function placeOf(...frames: readonly string[]): string | undefined {
  return placeInProgram(["Error: where", ...frames.map((frame) => `    at ${frame}`)].join("\n"), FOLDERS);
}

describe("the line that declares a resource", () => {
  test.each([
    ["a module's own code", "Object.<anonymous> (/home/jane/relays/index.ts:42:1)", "index.ts:42"],
    ["a class of the program", "new CrmRelay (/home/jane/relays/lib/crm.ts:7:9)", "lib/crm.ts:7"],
    ["code outside every function", "/home/jane/relays/index.ts:3:12", "index.ts:3"],
    ["code after an await", "async main (/home/jane/relays/index.ts:5:3)", "index.ts:5"],
    ["an ECMAScript module", "file:///home/jane/relays/in%20two/index.mts:8:1", "in two/index.mts:8"],
    ["a folder with parentheses", "new X (/home/jane/relays/a (b)/c.ts:1:2)", "a (b)/c.ts:1"],
    ["an alias of a method", "Stack.make [as crm] (/home/jane/relays/index.ts:9:2)", "index.ts:9"],
  ])("is that of %s", (_, frame, place) => {
    expect(placeOf("new RelayResource (/usr/lib/pulumi-smtp-relay/sdk/relay-resource.js:1:1)", frame)).toBe(place);
  });

  test.each([
    ["this package in the project", "/home/jane/relays/node_modules/pulumi-smtp-relay/dist/sdk/relay-resource.js:1:1"],
    ["a package in the project", "new Acme (/home/jane/relays/node_modules/@acme/relays/index.js:1:1)"],
    ["a package of the workspace", "new Acme (/home/jane/shared/index.ts:1:1)"],
    ["a folder with a like name", "new Acme (/home/jane/relays-of-acme/index.ts:1:1)"],
    ["node", "Module._compile (node:internal/modules/cjs/loader:1554:14)"],
    ["an eval", "eval (eval at make (/usr/lib/x.js:1:2), <anonymous>:1:1)"],
    ["nothing that can be read", "native"],
  ])("is never in %s", (_, frame) => {
    expect(placeOf(frame)).toBeUndefined();
    expect(placeOf(frame, "Object.<anonymous> (/home/jane/relays/index.ts:42:1)")).toBe("index.ts:42");
  });

  test("is none for a resource that a class of this package declares", async () => {
    const registered: MockResourceArgs[] = [];
    const newResource = (args: MockResourceArgs) => {
      registered.push(args);
      return { id: "1", state: args.inputs as object };
    };
    await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "crm", "dev", false, "acme");
    const limit = Error.stackTraceLimit;
    // This test stands in the folder of those classes.
    const domain = new AcceptedDomain("contoso", { domainName: "contoso.com" });
    expect(Error.stackTraceLimit).toBe(limit);
    await new Promise((resolve) => domain.urn.apply(resolve));
    expect(registered.at(-1)?.inputs).not.toHaveProperty("declaredAt");
  });
});
