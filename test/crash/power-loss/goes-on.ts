import { createHash, randomBytes } from "node:crypto";
import { openSpool } from "../../../relay/spool";
import { newMessage, put, SILENT } from "../../delivery/delivery-house";
import type { Expectation } from "./expectations";
import { judgeState } from "./judge-state";

/** Opens the spool as a host does, gives it more mail, starts again and judges all of it. */
export async function faultOfGoingOn(
  spoolDirectory: string,
  expectations: ReadonlyMap<string, Expectation>,
): Promise<string | undefined> {
  const spool = await openSpool({
    directory: spoolDirectory,
    clock: Date,
    log: SILENT,
    limits: { minimumFreeBytes: 0, inlineBodyBytes: 2_000 },
  });
  const after = new Map(expectations);
  try {
    if (!spool.accepting) return "the spool takes no mail";
    for (const size of [500, 3_000]) {
      const [queueId, body] = [`AFTER${size}`, randomBytes(size)];
      const message = newMessage(queueId, ["a@fabrikam.com"]);
      await put(spool, message, body);
      const digest = createHash("sha256").update(body).digest("hex");
      const sent = { queueId, sender: message.sender, recipients: ["a@fabrikam.com"], digest };
      after.set(queueId, { message: sent, mayBeAbsent: false, states: [["queued//0"]] });
    }
  } finally {
    await spool.close();
  }
  return judgeState(spoolDirectory, after);
}
