import { type Kind, type ObjectRecord, objectsOfKind, type RecordedState } from "../../model";

const KINDS: readonly Kind[] = [
  "ReceiveConnector",
  "ConnectorPermission",
  "AcceptedDomain",
  "SendConnector",
  "RelayUser",
  "RelayGroup",
];

/** Objects whose place a newer one of their stack has taken, those longest so first. */
export function supersededRecords(state: RecordedState): readonly ObjectRecord[] {
  return KINDS.flatMap((kind): readonly ObjectRecord[] => [...objectsOfKind(state, kind).values()])
    .filter(({ supersededSince }) => supersededSince !== null)
    .sort((one, other) => (one.supersededSince ?? 0) - (other.supersededSince ?? 0));
}
