import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { AddressInfo, Socket } from "node:net";

// The peer of the receive bench: the bare library, nothing decided, nothing stored, without its 100 ms greeting wait.
class Unhurried extends SMTPConnection {
  override init(): void {
    const self = this as unknown as { _setListeners(then: () => void): void; connectionReady(): void };
    self._setListeners(() => self.connectionReady());
  }
}

class DiscardingServer extends SMTPServer {
  override connect(socket: Socket, socketOptions: Record<string, unknown>): void {
    const connection = new Unhurried(this, socket, socketOptions);
    this.connections.add(connection);
    connection.on("error", () => undefined);
    connection.init();
  }
}

const options: SMTPServerOptions = {
  name: "bare.example",
  disableReverseLookup: true,
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  logger: false,
  onData(stream, _session, done) {
    stream.resume();
    stream.on("end", () => done(null, "queued"));
  },
};
const server = new DiscardingServer(options);
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`ready ${(server.server.address() as AddressInfo).port}\n`);
});
