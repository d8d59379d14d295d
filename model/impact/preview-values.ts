/** What stands in a preview's JSON where a value is not to be seen: it comes later, or it is secret. */
export type HiddenValue = "later" | "secret";

// Markers of values that an update will tell, one for each type (sdk/go/common/resource/plugin/rpc.go of pulumi/pulumi).
const LATER: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

// Property that tells a special value from an object (sdk/go/common/resource/sig).
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Whether, and why, a value is not to be seen. Also of a secret in clear nothing is used, so that nothing shows it. */
export function hiddenValue(value: unknown): HiddenValue | undefined {
  if (LATER.has(value)) return "later";
  if (value === "[secret]") return "secret";
  return typeof value === "object" && value !== null && Object.hasOwn(value, SIGNATURE) ? "secret" : undefined;
}

/** Whether a value is not to be seen. */
export function isHiddenValue(value: unknown): boolean {
  return hiddenValue(value) !== undefined;
}

/** Whether a value, or any entry of a list, is not to be seen. */
export function holdsHidden(value: unknown): boolean {
  return isHiddenValue(value) || (Array.isArray(value) && value.some(isHiddenValue));
}

/** Whether a value, or any entry of a list, is hidden because it is secret. */
export function holdsSecret(value: unknown): boolean {
  return (Array.isArray(value) ? value : [value]).some((item) => hiddenValue(item) === "secret");
}
