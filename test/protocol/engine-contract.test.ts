import { readFileSync } from "node:fs";
import type { SMTPServer } from "smtp-server";
import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";
import { SMTPStream } from "smtp-server/lib/smtp-stream.js";
import { CommandReader } from "../../relay/session/command-reader";
import { RelayConnection } from "../../relay/session/relay-connection";
import { CONTOSO, CRM, RELAY, startFixture } from "./relay-fixture";

// The session leans on members that smtp-server does not document. Each has a row here: an upgrade that moves one fails
// this file before it reaches a conversation.
const sourceOf = (method: unknown) => String(method);

const connection = SMTPConnection.prototype as unknown as Record<string, unknown>;
const stream = SMTPStream.prototype as unknown as Record<string, unknown>;

describe("what the session needs of smtp-server", () => {
  test("is of the version it was written against", () => {
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
      dependencies: Record<string, string>;
    };
    const installed = JSON.parse(readFileSync("node_modules/smtp-server/package.json", "utf8")) as { version: string };
    expect(dependencies["smtp-server"]).toBe("3.21.6");
    expect(installed.version).toBe("3.21.6");
  });

  test.each([
    "init",
    "connectionReady",
    "send",
    "close",
    "upgrade",
    "_createParser",
    "_onCommand",
    "_onTimeout",
    "_onClose",
    "_armTimeout",
    "_resetSession",
  ])("SMTPConnection.%s is there and overridden", (member) => {
    expect(typeof connection[member]).toBe("function");
    expect(Object.hasOwn(RelayConnection.prototype, member)).toBe(true);
  });

  test.each(["_setListeners", "_whenWritable", "_onCloseEvent", "_onError"])(
    "SMTPConnection.%s is there and used as it is",
    (member) => {
      expect(typeof connection[member]).toBe("function");
      expect(Object.hasOwn(RelayConnection.prototype, member)).toBe(false);
    },
  );

  test.each(["_write", "continue"])("SMTPStream.%s is there and overridden", (member) => {
    expect(typeof stream[member]).toBe("function");
    expect(Object.hasOwn(CommandReader.prototype, member)).toBe(true);
  });

  test("STARTTLS retires the parser, makes a new one, and asks for session, TLS context and timeout where we answer", () => {
    const upgrade = sourceOf(connection["upgrade"]);
    for (const needed of [
      "_parser.isClosed = true",
      "this._createParser()",
      "this._upgrading = true",
      "this._resetSession()",
      "this._armTimeout(tlsSocket)",
      "hostNameAppearsAs = false",
    ]) {
      expect(upgrade).toContain(needed);
    }
  });

  test("closing stops the parser, ends the socket and bounds how long it lingers", () => {
    const close = sourceOf(connection["close"]);
    for (const needed of ["this._socket.end()", "this._parser.isClosed = true", "this._closeTimer = setTimeout"])
      expect(close).toContain(needed);
  });

  test("every idle timeout is read from the options of the view", () => {
    expect(sourceOf(connection["_armTimeout"])).toContain("this._server.options");
    expect(sourceOf(connection["_armTimeout"])).toContain("this._onTimeout()");
  });

  test("a server is made without listening, on our key and TLS 1.2", async () => {
    const relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
    const engine = (relay.service as unknown as { door: { options: { engine: SMTPServer } } }).door.options.engine;
    expect(engine.server.listening).toBe(false);
    expect(engine.options).toMatchObject({ minVersion: "TLSv1.2" });
    await relay.stop();
  });

  test("greets without smtp-server's wait", async () => {
    const relay = await startFixture({ connectors: [CRM] });
    const began = Date.now();
    for (let count = 0; count < 5; count++) (await relay.connect()).end();
    expect(Date.now() - began).toBeLessThan(400);
    await relay.stop();
  });
});
