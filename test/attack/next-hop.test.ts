import { createServer, type AddressInfo, type Socket } from "node:net";
import { DeliveryFixture } from "../delivery/delivery-fixture";
import { sendConnector, until } from "../delivery/delivery-house";

const fixture = DeliveryFixture.use();
const BODY_OF_MEGABYTES = Buffer.from(`Subject: x\r\n\r\n${`${"x".repeat(76)}\r\n`.repeat(100_000)}`);

/** Refuses the first body while most of it is still to come, and reads on as if nothing had been. */
async function startHastyHop(offers: readonly string[] = []) {
  const commands: string[] = [];
  const state = { hasRefused: false };
  const server = createServer((socket) => serve(socket, { commands, state, offers }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  fixture.onStop(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { commands, smartHost: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

interface Hop {
  readonly commands: string[];
  readonly state: { hasRefused: boolean };
  readonly offers: readonly string[];
}

function serve(socket: Socket, { commands, state, offers }: Hop): void {
  let input = Buffer.alloc(0);
  let isBody = false;
  socket.on("error", () => undefined).write("220 hasty\r\n");
  const refuse = (): void => {
    state.hasRefused = true;
    socket.write("552 5.3.4 too big\r\n");
    socket.pause();
    setTimeout(() => socket.resume(), 300);
  };
  const take = (line: string): void => {
    commands.push(line);
    if (line.startsWith("EHLO"))
      socket.write(["250-hasty", ...offers.map((name) => `250-${name}`), "250 OK\r\n"].join("\r\n"));
    else if (line === "DATA") socket.write("354 go on\r\n");
    else socket.write("250 ok\r\n");
    isBody = line === "DATA";
  };
  socket.on("data", (chunk: Buffer) => {
    input = Buffer.concat([input, chunk]);
    if (isBody && !state.hasRefused) refuse();
    for (;;) {
      const mark = isBody ? "\r\n.\r\n" : "\r\n";
      const end = input.indexOf(mark);
      if (end < 0) return;
      const text = input.subarray(0, end).toString();
      input = input.subarray(end + mark.length);
      if (!isBody) take(text);
      else {
        isBody = false;
        socket.write("250 taken\r\n");
      }
    }
  });
}

test("a body that is refused half way does not run into the next message", async () => {
  const hop = await startHastyHop(["8BITMIME"]);
  fixture.deliver(sendConnector("out", [hop.smartHost]));
  await fixture.put(["big@fabrikam.com"], BODY_OF_MEGABYTES);
  await until("the big one is refused", () => fixture.house.spool.counts().held.failed === 1);
  await fixture.put(["next@fabrikam.com"]);
  await until("the next one is delivered", () => fixture.house.spool.counts().messages === 1);
  const [, second = ""] = hop.commands.join(" ").split("<big@fabrikam.com>");
  expect(second).toMatch(/^ DATA EHLO .* MAIL FROM:<crm@contoso.com>.* RCPT TO:<next@fabrikam.com> DATA$/);
});
