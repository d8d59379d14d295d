import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ConfigState,
  configStateOf,
  type Failure,
  parseConfigDocument,
  previewedState,
  type PreviewedState,
  type PreviewStateOptions,
  readPreview,
} from "../../model";
import { HIDDEN_INPUTS, RUN_INPUTS } from "../../provider/hidden-inputs";
import { BESIDE_SETTINGS } from "../../model/impact/settle-preview";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

// Recorded with the real CLI (3.259.0).
function recorded(name: string): unknown {
  return JSON.parse(readFileSync(join(PROJECT_ROOT, "test", "impact", "previews", `${name}.json`), "utf8"));
}

function base(name = "base"): ConfigState {
  const parsed = parseConfigDocument(recorded(name));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  return configStateOf(parsed.value);
}

const STACK = "config document";

function lay(
  preview: unknown,
  side: "before" | "after",
  on = base(),
): PreviewedState | { readonly failures: readonly Failure[] } {
  const read = readPreview(preview);
  if (!read.ok) return read;
  const laid = previewedState(read.value, on, { side, stack: STACK });
  return laid.ok ? laid.value : laid;
}

function laid(preview: unknown, side: "before" | "after", on = base()): PreviewedState {
  const found = lay(preview, side, on);
  if ("failures" in found) throw new Error(found.failures.map(({ message }) => message).join("\n"));
  return found;
}

function failuresOf(preview: unknown): readonly string[] {
  const found = lay(preview, "after");
  return "failures" in found ? found.failures.map(({ message, code }) => `${message} (${code})`) : [];
}

function ranges({ receiveConnectors }: ConfigState): readonly (readonly [string, readonly string[]])[] {
  return [...receiveConnectors.values()].map(({ settings }) => [settings.name, settings.remoteIpRanges]);
}

function rights({ connectorPermissions, receiveConnectors }: ConfigState): readonly string[] {
  return [...connectorPermissions.values()].map(({ settings }) => {
    return `${settings.access} ${settings.principal} on ${receiveConnectors.get(settings.connector)?.settings.name}`;
  });
}

describe("a recorded preview", () => {
  test("of a wider range gives the base before, and the wider range after", () => {
    const on = base();
    expect(laid(recorded("widen"), "before", on).state).toBe(on);
    const { state, unknowns } = laid(recorded("widen"), "after", on);
    expect(ranges(state)).toEqual([["CRM Application", ["192.168.2.0/24"]]]);
    expect(unknowns).toEqual([]);
  });

  test("of a rename keeps the connector, moves its right and removes what is declared no more", () => {
    const { state } = laid(recorded("renamed"), "after");
    expect(ranges(state)).toEqual([["CRM", ["192.168.2.55-192.168.2.56"]]]);
    expect(rights(state)).toEqual(["Allow NT AUTHORITY\\Authenticated Users on CRM"]);
    expect(state.acceptedDomains.size).toBe(0);
    expect(rights(laid(recorded("renamed"), "before").state)).toEqual([
      "Allow NT AUTHORITY\\ANONYMOUS LOGON on CRM Application",
    ]);
  });

  test("with --refresh takes the right away that nobody declares", () => {
    const on = base("refreshed-base");
    expect(rights(laid(recorded("refreshed"), "before", on).state)).toHaveLength(2);
    expect(rights(laid(recorded("refreshed"), "after", on).state)).toEqual([
      "Allow NT AUTHORITY\\ANONYMOUS LOGON on CRM Refreshed",
    ]);
  });

  test("says what comes later, what is secret, and whose connector nobody can tell", () => {
    const { state, unknowns } = laid(recorded("unknown"), "after");
    expect(unknowns).toHaveLength(4);
    expect(unknowns).toEqual(
      expect.arrayContaining([
        { object: 'ReceiveConnector "mode"', property: "remoteIpRanges", secret: true },
        { object: 'ReceiveConnector "mode"', property: "requireTls" },
        { object: 'ReceiveConnector "part"', property: "remoteIpRanges" },
        { object: 'ConnectorPermission "by-id"', property: "connector" },
      ]),
    );
    expect(ranges(state).filter(([name]) => name !== "CRM Application")).toEqual([
      ["other", ["10.0.0.1"]],
      ["component", ["10.0.0.77"]],
      ["part", ["10.0.0.2"]],
    ]);
    expect(rights(state)).toEqual(expect.arrayContaining(["Deny NT AUTHORITY\\ANONYMOUS LOGON on CRM Application"]));
  });

  test("names the lines of the program", () => {
    const { state, places } = laid(recorded("unknown"), "after");
    const byName = [...state.receiveConnectors.values()].map(({ id, settings }) => [settings.name, places.get(id)]);
    expect(byName).toEqual([
      ["CRM Application", undefined],
      ["other", { file: "index.ts", line: 4 }],
      ["component", { file: "index.ts", line: 25 }],
      ["part", { file: "index.ts", line: 7 }],
    ]);
  });
});

describe("a preview that says too little is refused", () => {
  const widened = recorded("widen") as Readonly<Record<string, unknown>> & { readonly steps: readonly object[] };
  test.each([
    {
      title: "without --show-sames",
      preview: recorded("nosames"),
      failures: [
        expect.stringMatching(/^changeSummary.same counts 6 where steps has 1: run pulumi preview --json --show-sames/),
      ],
    },
    {
      title: "of a program that failed",
      preview: recorded("failed"),
      failures: [expect.stringMatching(/^diagnostics\[\d\] is an error: the preview failed.*RELAY_PREVIEW_FAILED/)],
    },
    {
      title: "of another stack",
      preview: recorded("nothing-of-ours"),
      failures: [expect.stringMatching(/^steps holds no resource of pulumi-smtp-relay.*RELAY_PREVIEW_EMPTY/)],
    },
  ])("$title", ({ preview, failures }) => {
    expect(failuresOf(preview)).toEqual(failures);
  });

  test("cut in the middle of its steps", () => {
    expect(failuresOf({ ...widened, steps: widened.steps.slice(0, 4) })).toEqual([
      expect.stringMatching(/^changeSummary.same counts 6/),
      expect.stringMatching(/^changeSummary.update counts 1 where steps has 0: some are missing/),
    ]);
    expect(failuresOf({ ...widened, changeSummary: undefined })).toEqual([
      expect.stringMatching(/^changeSummary is undefined: .*cut or is of another version/),
    ]);
    expect(failuresOf({ changeSummary: { same: 3 } })).toEqual([expect.stringMatching(/^steps is missing/)]);
  });

  test("of some targets, that leaves a new resource out", () => {
    const urn = "urn:pulumi:prod::relays::pulumi-nodejs:dynamic/relay:ReceiveConnector::other";
    const step = { op: "same", urn, newState: { urn, type: "pulumi-nodejs:dynamic/relay:ReceiveConnector" } };
    expect(failuresOf({ ...widened, steps: [...widened.steps, step] })).toEqual([
      expect.stringMatching(
        /^steps\[\d\] \(other\) is new, and left out by --target: .* without --target\..*INCOMPLETE/,
      ),
    ]);
  });

  test("of a refresh alone", () => {
    const { steps } = recorded("refreshed") as { readonly steps: readonly { readonly op: string }[] };
    const refreshes = steps.filter(({ op }) => op === "refresh");
    expect(failuresOf({ steps: refreshes, changeSummary: {} })).toEqual([expect.stringMatching(/use pulumi preview/)]);
  });
});

/** The preview of a wider range, with one connector input changed in the new state. */
function edited(change: (inputs: Record<string, unknown>) => void): unknown {
  const preview = recorded("widen") as { readonly steps: readonly Step[] };
  for (const step of preview.steps) if (step.urn.endsWith("ReceiveConnector::crm")) change(step.newState.inputs);
  return preview;
}

interface Step {
  readonly urn: string;
  readonly newState: { readonly inputs: Record<string, unknown> };
}

describe("inputs that are not this version's are refused at their place, and never passed over", () => {
  const PLACE = String.raw`steps\[\d\].newState.inputs`;
  test.each<{
    readonly title: string;
    readonly change: (inputs: Record<string, unknown>) => void;
    readonly message: RegExp;
  }>([
    {
      title: "an input of another version",
      change: (inputs) => (inputs["relayEverybody"] = true),
      message: new RegExp(`^${PLACE}.relayEverybody: ReceiveConnector has no property`),
    },
    {
      title: "a value that check would refuse",
      change: (inputs) => (inputs["remoteIpRanges"] = ["10.0.0.1/8"]),
      message: new RegExp(String.raw`^${PLACE}.remoteIpRanges\[0\].*10.0.0.0/8`),
    },
    {
      title: "depth without end",
      change: (inputs) => (inputs["remoteIpRanges"] = JSON.parse("[".repeat(100_000) + "]".repeat(100_000)) as unknown),
      message: new RegExp(String.raw`^${PLACE}.remoteIpRanges\[0\].*a list`),
    },
    {
      title: "a prototype's key",
      change: (inputs) =>
        Object.defineProperty(inputs, "__proto__", { value: { requireTls: false }, enumerable: true }),
      message: new RegExp(`^${PLACE}.* has no property "__proto__"`),
    },
  ])("$title", ({ change, message }) => {
    expect(failuresOf(edited(change))).toEqual([expect.stringMatching(message)]);
  });

  test("a missing one has its default, as state of an older version", () => {
    const { state } = laid(
      edited((inputs) => delete inputs["maxHopCount"]),
      "after",
    );
    expect([...state.receiveConnectors.values()][0]?.settings.maxHopCount).toBe(30);
  });

  test("the same connector twice", () => {
    const preview = recorded("widen") as { readonly steps: Step[] };
    const twin = preview.steps.find(({ urn }) => urn.endsWith("ReceiveConnector::crm"));
    preview.steps.push({
      ...(twin as Step),
      urn: "urn:pulumi:dev::p::pulumi-nodejs:dynamic/relay:ReceiveConnector::twin",
    });
    expect(failuresOf(preview).join("\n")).toMatch(/steps\[\d\].newState.inputs.name.*RELAY_DUPLICATE_NAME/);
  });
});

describe("a preview of a stack on several hosts", () => {
  const preview = readPreview(recorded("two-hosts"));
  const look = (options: Pick<PreviewStateOptions, "provider" | "installation">) => {
    if (!preview.ok) throw new Error("the preview cannot be read");
    const found = previewedState(preview.value, base(), { side: "after", stack: STACK, ...options });
    return found.ok ? ranges(found.value.state) : found.failures.map(({ code }) => code);
  };

  test("is laid over one of them, which is to be named", () => {
    expect(look({})).toEqual(["RELAY_PREVIEW_SEVERAL_HOSTS"]);
    expect(look({ provider: "paris" })).toEqual(["RELAY_PREVIEW_EMPTY"]);
    expect(look({ provider: "madrid" })).toEqual([["CRM Application", ["10.2.0.55"]]]);
    expect(look({ provider: "berlin" })).toEqual([["CRM Application", ["10.1.0.0/24"]]]);
  });

  test("and never over another one than its resources are on", () => {
    const installation = { id: "6c7bf5d2-850e-4fae-89e8-a7c0406acded", epoch: 1 };
    expect(look({ provider: "madrid", installation })).toEqual(["RELAY_INSTALLATION_MISMATCH"]);
  });
});

describe("what belongs to another stack", () => {
  const foreign = (settings: object, owner: string): ConfigState => {
    const host = base();
    const receiveConnectors = [...host.receiveConnectors.values()].map((connector) => {
      const logicalId = "ReceiveConnector::theirs";
      return { ...connector, settings: { ...connector.settings, ...settings }, owner: { stack: owner, logicalId } };
    });
    return { ...host, receiveConnectors: new Map(receiveConnectors.map((connector) => [connector.id, connector])) };
  };
  const failures = (host: ConfigState) => {
    const preview = readPreview(recorded("unknown"));
    if (!preview.ok) throw new Error("the preview cannot be read");
    const found = previewedState(preview.value, host, { side: "after" });
    return found.ok ? [] : found.failures.map(({ message }) => message);
  };

  test.each([
    {
      title: "its ranges are refused",
      settings: { bindings: ["0.0.0.0:25026"], remoteIpRanges: ["10.0.0.1"] },
      says: [/remoteIpRanges.*"CRM Application" of stack acme\/theirs\/prod/],
    },
    {
      title: "its name is refused",
      settings: { name: "other" },
      says: [/is ReceiveConnector "other", which stack acme\/theirs\/prod has as ReceiveConnector::theirs/],
    },
    { title: "what it does not share is not", settings: {}, says: [] },
  ])("$title", ({ settings, says }) => {
    expect(failures(foreign(settings, "acme/theirs/prod"))).toEqual(
      says.map((one) => expect.stringMatching(one) as unknown),
    );
  });

  test("the stack's own is its own", () => {
    expect(failures(foreign({ name: "other" }, "organization/other/dev"))).toEqual([]);
  });
});

describe("secrets", () => {
  const SIGNATURE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  test("in an envelope, encrypted or in clear, are not used and not shown", () => {
    for (const secret of [{ ciphertext: "v1:abc" }, { plaintext: '["203.0.113.77"]' }, { value: ["203.0.113.77"] }]) {
      const found = laid(
        edited((inputs) => (inputs["remoteIpRanges"] = { ...SIGNATURE, ...secret })),
        "after",
      );
      expect(found.unknowns).toEqual([expect.objectContaining({ property: "remoteIpRanges", secret: true })]);
      expect(JSON.stringify([...found.state.receiveConnectors.values()])).not.toContain("203.0.113");
    }
  });

  test("that the update leaves alone are as the host has them", () => {
    const hide = (inputs: Record<string, unknown>) => (inputs["permissionGroups"] = "[secret]");
    const { unknowns, state } = laid(edited(hide), "after");
    expect(unknowns).toEqual([]);
    expect([...state.receiveConnectors.values()][0]?.settings.permissionGroups).toEqual(["AnonymousUsers"]);
  });

  test("are not known when a step does not say what it changes", () => {
    const preview = edited((inputs) => (inputs["permissionGroups"] = "[secret]")) as {
      steps: Record<string, unknown>[];
    };
    for (const step of preview.steps) Object.assign(step, { diffReasons: undefined, detailedDiff: null });
    expect(laid(preview, "after").unknowns).toEqual([expect.objectContaining({ property: "permissionGroups" })]);
  });
});

test("every hidden input of the provider is known beside the settings", () => {
  const hidden = [...Object.values(HIDDEN_INPUTS).flat(), ...RUN_INPUTS];
  expect(hidden.filter((name) => !BESIDE_SETTINGS.has(name))).toEqual([]);
});
