import type { Socket } from "node:net";
import type { SmtpReply } from "../../model";
import { replyLine } from "./reply-line";

/** Milliseconds that a client has to read its last reply and close, where nothing must wait for it. */
export const LINGER = 2000;

/** Refused connections that may linger at once: beyond it they are cut off behind their reply, as a flood must not pile up. */
const MOST_LINGERING = 500;
let lingering = 0;

/** Answers a connection that gets no session, and closes it. What the client sends is thrown away. */
export function refuseConnection(socket: Socket, reply: SmtpReply): void {
  socket.on("error", () => undefined);
  socket.end(`${replyLine(reply)}\r\n`, "latin1");
  if (lingering >= MOST_LINGERING) {
    socket.destroySoon();
    return;
  }
  lingering++;
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER).unref();
  socket.once("close", () => {
    lingering--;
    clearTimeout(timer);
  });
}
