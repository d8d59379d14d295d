import type { Socket } from "node:net";
import type { SmtpReply } from "../../model";
import { replyLine } from "./reply-line";

/** Milliseconds that a client has to read its last reply and close, where nothing must wait for it. */
export const LINGER = 2000;

/** Answers a connection that gets no session, and closes it. What the client sends is thrown away. */
export function refuseConnection(socket: Socket, reply: SmtpReply): void {
  socket.on("error", () => undefined);
  socket.end(`${replyLine(reply)}\r\n`, "latin1");
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER).unref();
  socket.once("close", () => clearTimeout(timer));
}
