import { holdsValue } from "../model";

/**
 * What a value that is not known yet looks like during a preview: this text in place of the value, whatever its type
 * (`unknownValue` of @pulumi/pulumi/runtime/rpc). A whole list or object may be replaced by it.
 */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether the value itself is not known yet. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN_VALUE;
}

/** Whether the value, or anything inside it, is not known yet. */
export function holdsUnknown(value: unknown): boolean {
  return holdsValue(value, isUnknown);
}
