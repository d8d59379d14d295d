import { judgeRangesAgainst } from "../range-conflicts";
import type { Constraint } from "./constraint";

/** C13: what a connector's ranges may be to another connector's. */
export const CONFLICT_CONSTRAINT: Constraint = {
  id: "C13",
  judgedBy: "host",
  code: "RELAY_RANGE_CONFLICT",
  properties: ["remoteIpRanges", "bindings", "name"],
  rule: "On overlapping bindings the ranges of two connectors are disjoint, or one properly contains the other; disabled connectors count.",
  source: "New-ReceiveConnector -Bindings, -RemoteIPRanges",
  judge({ name = "", bindings = [], remoteIpRanges = [] }, { peers = [] }) {
    const own = { key: "", label: name, bindings, remoteIpRanges };
    const others = peers.map((peer, index) => ({ ...peer, key: String(index), label: peer.name }));
    return judgeRangesAgainst(own, others).map(({ code, property, message }) => ({ code, property, message }));
  },
};
