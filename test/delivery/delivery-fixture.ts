import type { SnapshotSendConnector } from "../../model";
import type { Delivery, DeliveryOptions } from "../../relay/delivery";
import { DeliveryHouse, newMessage, put, until } from "./delivery-house";
import { ScriptedSink, type SinkPlace, type SinkScript } from "./scripted-sink";

export const BODY = Buffer.from("Received: by relay\r\nSubject: x\r\n\r\n.dot\r\n..dots\r\nend\r\n");

/** A house and sinks for every test of a file, closed after it. */
export class DeliveryFixture {
  house!: DeliveryHouse;
  readonly #stops: (() => Promise<void>)[] = [];

  /** Registers itself with the tests of the file. */
  static use(): DeliveryFixture {
    const fixture = new DeliveryFixture();
    beforeEach(async () => {
      fixture.house = await DeliveryHouse.open();
      fixture.#queued = 0;
    });
    afterEach(async () => {
      await fixture.house.close();
      for (const stop of fixture.#stops.splice(0)) await stop();
    });
    return fixture;
  }

  onStop(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  async sink(script: Partial<SinkScript> = {}, place: SinkPlace = {}): Promise<ScriptedSink> {
    const sink = await ScriptedSink.start(script, place);
    this.onStop(() => sink.stop());
    return sink;
  }

  deliver(connector: SnapshotSendConnector, options: Partial<DeliveryOptions> = {}): Delivery {
    return this.house.deliver({ routeRecipient: () => connector, ...options });
  }

  /** Puts a message in the queue. */
  put(recipients: readonly string[] = ["a@fabrikam.com"], body: Buffer = BODY): Promise<void> {
    return this.putMessage(recipients, {}, body);
  }

  async putMessage(
    recipients: readonly string[],
    more: Parameters<typeof newMessage>[2],
    body: Buffer = BODY,
  ): Promise<void> {
    const queueId = `Q${++this.#queued}`;
    await put(this.house.spool, newMessage(queueId, recipients, more), body);
  }

  #queued = 0;

  untilEmpty(): Promise<void> {
    return until("the queue is empty", () => this.house.spool.counts().messages === 0);
  }

  /** The fault of the route once it is held. */
  async heldRoute(delivery: Delivery): Promise<string> {
    await until("the route is held", () => delivery.stats().routes.some(({ state }) => state === "held"));
    return delivery.stats().routes.find(({ state }) => state === "held")?.lastFault ?? "";
  }

  /** The reply with which every recipient is held for good. */
  async heldReply(): Promise<string> {
    await until("it is held", () => this.house.spool.counts().held.failed > 0);
    const [message] = await this.house.spool.list({ state: "failed", limit: 1 });
    return message?.recipients.find(({ holdReason }) => holdReason === "failed")?.lastReply ?? "";
  }
}
