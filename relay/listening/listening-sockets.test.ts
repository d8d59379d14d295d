import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { knownBinding } from "../../model";
import { freePort } from "../../tools/harness/free-port";
import { waitFor } from "../../tools/harness/wait-for";
import { ListeningSockets } from "./listening-sockets";

let sockets: ListeningSockets;
let port: number;
beforeEach(async () => {
  sockets = new ListeningSockets();
  port = await freePort();
});
afterEach(() => sockets.closeAll());

const endpoint = () => knownBinding(`127.0.0.1:${port}`);

/** Reads what a client has said, and answers. */
function echo(socket: Socket): void {
  socket.on("error", () => undefined);
  socket.on("data", (data: Buffer) => socket.end(`heard ${data.toString()}`)).resume();
}

async function talk(to: number, words: string): Promise<Socket> {
  const socket = connect(to, "127.0.0.1");
  await once(socket, "connect");
  socket.write(words);
  return socket;
}

async function answer(socket: Socket): Promise<string> {
  const [data] = (await once(socket, "data")) as [Buffer];
  return data.toString();
}

test("clients that come while nobody serves wait, with all that they say, and are served later", async () => {
  expect(await sockets.open(endpoint())).toBeUndefined();
  const early = await talk(port, "early");
  sockets.serve(echo);
  expect(await answer(early)).toBe("heard early");
  sockets.hold();
  const [one, two] = [await talk(port, "one"), await talk(port, "two")];
  sockets.serve(echo);
  expect(await Promise.all([answer(one), answer(two)])).toEqual(["heard one", "heard two"]);
});

test("a client that waits is taken away once, with its bytes unread", async () => {
  await sockets.open(endpoint());
  const client = await talk(port, "hello");
  const [taken, ...others] = await waitFor("the client to be accepted", () => {
    const held = sockets.takeHeld();
    return held.length > 0 && held;
  });
  expect(others).toEqual([]);
  expect(taken?.bytesRead).toBe(0);
  sockets.serve(() => fail("it is somebody else's"));
  echo(taken!);
  expect(await answer(client)).toBe("heard hello");
});

test("says why an endpoint cannot be opened, and opens it when it can", async () => {
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");
  expect(await sockets.open(endpoint())).toMatchObject({ code: "EADDRINUSE" });
  expect(sockets.endpoints()).toEqual([]);
  other.close();
  await once(other, "close");
  expect(await sockets.open(endpoint())).toBeUndefined();
  sockets.close(endpoint());
  expect(sockets.endpoints()).toEqual([]);
});
