import type { SendConnectorSettings } from "../../model";
import type { NoticeSettings } from "../../relay/notifications";
import { DeliveryFixture } from "./delivery-fixture";
import { newMessage, ORIGIN, put, sendConnector, until } from "./delivery-house";
import { notificationsOf, type NotifiedDelivery, ORIGINAL, POSTMASTER, RELAYING } from "./notification-house";
import type { ReceivedMessage, ScriptedSink, SinkScript } from "./scripted-sink";

const fixture = DeliveryFixture.use();
let sink: ScriptedSink;
let notified: NotifiedDelivery;

const REFUSING: Partial<SinkScript> = {
  rcpt: (address) => (address.endsWith("fabrikam.com") ? "550 5.1.1 no such user" : "250 ok"),
};

interface Start {
  readonly script?: Partial<SinkScript>;
  readonly settings?: Partial<NoticeSettings>;
  readonly connector?: Partial<SendConnectorSettings>;
  readonly messageExpiration?: number;
  readonly delayNotificationTimeout?: number;
}

async function start({ script = REFUSING, settings = {}, connector = {}, ...times }: Start = {}): Promise<void> {
  sink = await fixture.sink(script);
  notified = notificationsOf(fixture.house.spool, settings);
  fixture.deliver(sendConnector("out", [sink.smartHost], connector), {
    notices: notified.notices,
    ...(times.messageExpiration === undefined ? {} : { messageExpiration: () => times.messageExpiration ?? 0 }),
    delayNotificationTimeout: () => times.delayNotificationTimeout ?? 3_600_000,
  });
}

/** Text of a notification that the sink was given. */
async function notification(index = 0): Promise<ReceivedMessage & { readonly text: string }> {
  await until("a notification arrives", () => reports().length > index);
  const message = reports()[index] as ReceivedMessage;
  return { ...message, text: message.body.toString() };
}

function reports(): readonly ReceivedMessage[] {
  return sink.messages.filter(({ from }) => from === "");
}

type Put = Parameters<typeof newMessage>[2];

function putMessage(more: Put = {}, recipients = ["a@fabrikam.com"], body = ORIGINAL): Promise<void> {
  return put(fixture.house.spool, newMessage("Q1", recipients, { ...RELAYING, ...more }), body);
}

describe("failedMail, notifications of failure", () => {
  test("a recipient refused for good: its sender is told who said what, and the recipient is given up", async () => {
    await start();
    await putMessage({ dsn: { envid: "QQ+2B314159" } }, ["a@fabrikam.com", "b@tailspin.com"]);
    const { text, to } = await notification();
    expect(to).toEqual(["crm@contoso.com"]);
    expect(text).toContain("Subject: Undeliverable: Invoice 4711\r\n");
    expect(text).toContain("Auto-Submitted: auto-replied\r\n");
    expect(text).toContain("127.0.0.1 said: 550 5.1.1 no such user\r\n");
    expect(text).toContain("There is no such mailbox.");
    expect(text).toContain("Reporting-MTA: dns; relay.contoso.com\r\nOriginal-Envelope-Id: QQ+314159\r\n");
    expect(text).toContain(
      "Final-Recipient: rfc822; a@fabrikam.com\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; [127.0.0.1]\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n",
    );
    expect(text).not.toContain("b@tailspin.com");
    expect(text).toContain(`Content-Type: message/rfc822\r\n\r\n${ORIGINAL.toString()}`);
    await fixture.untilEmpty();
    expect(await fixture.house.spool.list({ state: "bounced", limit: 10 })).toMatchObject([
      { queueId: "Q1", recipients: [{ state: "bounced", notification: "N1" }, { state: "delivered" }] },
    ]);
    expect(notified.made).toMatchObject([{ queueId: "N1", about: "Q1", kind: "failed" }]);
    expect(sink.commands).toContain("MAIL FROM:<> SIZE=" + notified.made[0]?.bytes);
  });

  test("mail that was given up outlives a restart in sight, and a retry sends it after all", async () => {
    let isOpen = false;
    await start({ script: { rcpt: (address) => (isOpen || !address.startsWith("a@") ? "250 ok" : "550 no") } });
    await putMessage();
    await notification();
    await fixture.untilEmpty();
    await fixture.house.delivery?.stop({ graceMs: 1_000 });
    await fixture.house.spool.close();
    await fixture.house.openSpool();
    expect(await fixture.house.spool.show("Q1")).toMatchObject({ recipients: [{ state: "bounced" }] });
    expect(fixture.house.spool.counts().messages).toBe(0);
    isOpen = true;
    fixture.deliver(sendConnector("out", [sink.smartHost]));
    expect(await fixture.house.spool.retry("Q1")).toBe(true);
    await fixture.untilEmpty();
    expect(sink.messages.at(-1)?.to).toEqual(["a@fabrikam.com"]);
    expect(await fixture.house.spool.show("Q1")).toBeUndefined();
  });

  test.each<{ title: string; settings?: Partial<NoticeSettings>; message: Put }>([
    { title: "hold: nobody is told", settings: { failedMail: "hold" }, message: {} },
    { title: "notifyAuthorized: a stranger's mail may have a forged sender", message: { origin: ORIGIN } },
    { title: "the null sender: there is never a notification for one", message: { sender: "" } },
  ])("$title, and the mail is held in sight", async ({ settings = {}, message }) => {
    await start({ settings: { postmaster: null, ...settings } });
    await putMessage(message);
    expect(await fixture.heldReply()).toBe("550 5.1.1 no such user");
    expect(notified.made).toEqual([]);
  });

  test("notify: strangers' senders are told too", async () => {
    await start({ settings: { failedMail: "notify" } });
    await putMessage({ origin: ORIGIN });
    expect((await notification()).to).toEqual(["crm@contoso.com"]);
  });

  test.each([["NEVER"], ["SUCCESS", "DELAY"]] as const)(
    "NOTIFY without FAILURE (%s): nobody is told",
    async (...notify) => {
      await start();
      const { spool } = fixture.house;
      const recipients = [{ address: "a@fabrikam.com", dsn: { notify } }];
      await put(spool, newMessage("Q1", [], { ...RELAYING, recipients }), ORIGINAL);
      await fixture.untilEmpty();
      expect(await spool.show("Q1")).toMatchObject({ recipients: [{ state: "bounced" }] });
      expect(notified.made).toEqual([]);
    },
  );

  test.each([
    { title: "given up only when its notification is on stable storage", fails: false, ends: { state: "bounced" } },
    {
      title: "held when its notification cannot be written",
      fails: true,
      ends: { state: "held", holdReason: "failed" },
    },
  ])("a recipient is $title", async ({ fails, ends }) => {
    sink = await fixture.sink(REFUSING);
    const { spool } = fixture.house;
    let write: () => void = () => undefined;
    const isAllowed = new Promise<void>((resolve) => (write = resolve));
    let isWaiting = false;
    const begin: typeof spool.begin = (message) => {
      const writer = spool.begin(message);
      const commit = async (): Promise<void> => {
        isWaiting = true;
        await isAllowed;
        if (fails) throw new Error("The disk is full.");
        await writer.commit();
      };
      return { write: (chunk) => writer.write(chunk), abort: () => writer.abort(), commit };
    };
    const { notices } = notificationsOf({ ...spool, begin, claims: spool.claims });
    fixture.deliver(sendConnector("out", [sink.smartHost]), { notices });
    await putMessage();
    await until("the notification is being written", () => isWaiting);
    expect(await spool.show("Q1")).toMatchObject({ recipients: [{ state: "leased" }] });
    write();
    await until("it is settled", async () => (await spool.show("Q1"))?.recipients[0]?.state !== "leased");
    expect(await spool.show("Q1")).toMatchObject({ recipients: [ends] });
  });

  test("RET=HDRS, and a message over InternalDsnMaxMessageAttachSize: the header alone goes back", async () => {
    await start({ settings: { internalDsnMaxMessageAttachSize: 1_000 } });
    await putMessage({ dsn: { ret: "HDRS" } });
    const large = Buffer.concat([ORIGINAL, Buffer.from("x".repeat(70).concat("\r\n").repeat(20))]);
    await put(fixture.house.spool, newMessage("Q2", ["a@fabrikam.com"], RELAYING), large);
    for (const index of [0, 1]) {
      const { text } = await notification(index);
      expect(text).toContain("Content-Type: text/rfc822-headers\r\n\r\nReceived: by relay");
      expect(text).not.toContain("Please pay.");
    }
  });

  test("ExternalDsnMaxMessageAttachSize is for senders at other domains", async () => {
    await start({ settings: { externalDsnMaxMessageAttachSize: 10 } });
    await putMessage({ sender: "x@elsewhere.example" });
    expect((await notification()).text).not.toContain("Please pay.");
  });

  test("GenerateCopyOfDSNFor: the postmaster gets a copy of notifications with these codes", async () => {
    await start({ settings: { generateCopyOfDsnFor: ["5.1.1"] } });
    await putMessage();
    expect((await notification()).to).toEqual(["crm@contoso.com", POSTMASTER]);
  });

  test("a message too old is given up with 4.4.7 and what its host said last", async () => {
    await start({
      script: { rcpt: (address) => (address.startsWith("a@") ? "451 4.2.1 later" : "250 ok") },
      messageExpiration: 60,
    });
    await putMessage();
    const { text } = await notification();
    expect(text).toContain("Status: 4.4.7\r\n");
    expect(text).toContain("Diagnostic-Code: smtp; 451 4.2.1 later\r\n");
  });

  test("mail without a route is told of when its time is over", async () => {
    notified = notificationsOf(fixture.house.spool);
    sink = await fixture.sink();
    const out = sendConnector("out", [sink.smartHost]);
    fixture.house.deliver({
      routeRecipient: (domain) => (domain === "contoso.com" ? out : undefined),
      notices: notified.notices,
      messageExpiration: () => 0,
    });
    await putMessage();
    expect((await notification()).text).toContain("No send connector has an address space for this domain.");
  });
});

describe("an undeliverable notification", () => {
  test("is held, and the postmaster is told once", async () => {
    await start({ script: { rcpt: (address) => (address === POSTMASTER ? "250 ok" : "550 5.1.1 nobody") } });
    await putMessage();
    const { to, text } = await notification();
    expect(to).toEqual([POSTMASTER]);
    expect(text).toContain("Subject: 1 undeliverable notification held at relay.contoso.com\r\n");
    expect(text).toContain("N1\r\n   <crm@contoso.com>\r\n      550 5.1.1 nobody\r\n");
    expect(await fixture.house.spool.show("N1")).toMatchObject({
      recipients: [{ state: "held", holdReason: "failed" }],
    });
    expect(fixture.house.delivery?.stats().alarms).toEqual([expect.stringContaining("null sender")]);
  });

  test("of a domain without a route is told to the postmaster once, however often its route is looked up", async () => {
    notified = notificationsOf(fixture.house.spool);
    sink = await fixture.sink();
    const out = sendConnector("out", [sink.smartHost]);
    const delivery = fixture.house.deliver({
      routeRecipient: (domain) => (domain === "contoso.com" ? out : undefined),
      notices: notified.notices,
      messageExpiration: () => 0,
    });
    await putMessage({ sender: "" });
    await notification();
    for (let lookUp = 0; lookUp < 3; lookUp++) {
      delivery.routesChanged();
      await until("it is held again", () => fixture.house.spool.counts().held["no-route"] === 1);
    }
    expect(delivery.stats().alarms).toContainEqual(expect.stringMatching(/^1 messages /));
    await notified.notices.close();
    expect(fixture.house.spool.counts().messages).toBe(1);
  });

  test("is told to the postmaster at the latest when the host stops", async () => {
    await start({ script: { rcpt: (address) => (address === POSTMASTER ? "250 ok" : "550 5.1.1 nobody") } });
    await putMessage({ sender: "" });
    await notification();
    await put(fixture.house.spool, newMessage("Q2", ["b@fabrikam.com"], { sender: "" }), ORIGINAL);
    await until("both are held", () => fixture.house.spool.counts().held.failed === 2);
    expect(reports()).toHaveLength(1);
    await notified.notices.close();
    expect((await notification(1)).text).toContain("Q2\r\n   <b@fabrikam.com>\r\n");
  });

  test("ends with the postmaster's own mail: nothing is made for that", async () => {
    await start({ script: { rcpt: () => "550 5.1.1 nobody" } });
    await putMessage();
    await until("both are held", () => fixture.house.spool.counts().held.failed === 2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(notified.made).toHaveLength(1);
    expect(fixture.house.spool.counts().messages).toBe(2);
  });
});

describe("notifications of delay and of next hops that tell nothing", () => {
  const LATER: Partial<SinkScript> = { rcpt: (address) => (address.startsWith("a@") ? "451 4.2.1 later" : "250 ok") };

  test("DelayNotificationTimeout: the sender is told once that mail is late, and until when it is tried", async () => {
    let isOpen = false;
    await start({
      script: { rcpt: (address) => (isOpen || !address.startsWith("a@") ? "250 ok" : "451 4.2.1 later") },
      delayNotificationTimeout: 30,
    });
    await putMessage();
    const { text } = await notification();
    expect(text).toContain("Subject: Delivery delayed: Invoice 4711");
    expect(text).toMatch(/Action: delayed\r\nStatus: 4\.2\.1\r\n[^]*Will-Retry-Until: /);
    expect(text.replaceAll("\r\n", " ")).toContain("If it has not been delivered by then, you will be told.");
    expect(text).not.toContain("Please pay.");
    const tried = sink.commands.filter((line) => line.includes("a@fabrikam.com")).length;
    await until(
      "it was tried again",
      () => sink.commands.filter((line) => line.includes("a@fabrikam.com")).length > tried + 2,
    );
    isOpen = true;
    await fixture.untilEmpty();
    expect(notified.made.map(({ kind }) => kind)).toEqual(["delayed"]);
  });

  test("nobody is promised word of a failure that will be held", async () => {
    await start({ script: LATER, settings: { failedMail: "hold" }, delayNotificationTimeout: 0 });
    await putMessage();
    const { text } = await notification();
    expect(text).toContain("It is tried until ");
    expect(text).not.toContain("you will be told");
  });

  test("whoever is told of the end is not told of a delay, too", async () => {
    const replies = new Map([
      ["a@fabrikam.com", "550 5.1.1 no such user"],
      ["b@fabrikam.com", "451 4.2.1 later"],
    ]);
    await start({ script: { rcpt: (address) => replies.get(address) ?? "250 ok" }, delayNotificationTimeout: 0 });
    await putMessage({}, [...replies.keys()]);
    await until("both are told of", () => notified.made.length === 2);
    expect(notified.made.map(({ kind, aboutRecipients }) => ({ kind, aboutRecipients }))).toEqual(
      expect.arrayContaining([
        { kind: "failed", aboutRecipients: ["a@fabrikam.com"] },
        { kind: "delayed", aboutRecipients: ["b@fabrikam.com"] },
      ]),
    );
  });

  test("mail behind a route that is away is told of", async () => {
    const dead = await fixture.sink();
    const { smartHost } = dead;
    await dead.stop();
    sink = await fixture.sink();
    const [away, out] = [sendConnector("away", [smartHost]), sendConnector("out", [sink.smartHost])];
    notified = notificationsOf(fixture.house.spool);
    fixture.house.deliver({
      routeRecipient: (domain) => (domain === "contoso.com" ? out : away),
      notices: notified.notices,
      delayNotificationTimeout: () => 30,
    });
    await putMessage();
    expect((await notification()).text).toContain("ECONNREFUSED");
  });

  test.each([
    {
      title: "senders of ours are",
      settings: { internalDelayDsnEnabled: false },
      sender: "crm@contoso.com",
    },
    {
      title: "other senders are",
      settings: { externalDelayDsnEnabled: false },
      sender: "x@elsewhere.example",
    },
  ])(
    "InternalDelayDsnEnabled, ExternalDelayDsnEnabled: $title told nothing of a delay",
    async ({ settings, sender }) => {
      await start({ script: LATER, settings, delayNotificationTimeout: 0 });
      await putMessage({ sender });
      await until("it was tried", () => sink.commands.filter((line) => line.includes("a@fabrikam.com")).length > 3);
      expect(notified.made).toEqual([]);
    },
  );

  test("NOTIFY=SUCCESS: relayed where the next hop lacks DSN, passed on where it has it", async () => {
    await start({ script: {} });
    const recipients = [
      { address: "a@fabrikam.com", dsn: { notify: ["SUCCESS"], orcpt: "rfc822;A+2Bb@fabrikam.com" } },
    ] as const;
    await put(fixture.house.spool, newMessage("Q1", [], { ...RELAYING, recipients }), ORIGINAL);
    const { text } = await notification();
    expect(text).toContain(
      "Original-Recipient: rfc822; A+b@fabrikam.com\r\nFinal-Recipient: rfc822; a@fabrikam.com\r\nAction: relayed\r\nStatus: 2.0.0\r\n",
    );
    expect(text).toContain("Subject: Relayed: Invoice 4711");
    await fixture.untilEmpty();
    expect(notified.made).toHaveLength(1);
  });

  test("a next hop with DSN gets NOTIFY and answers for it", async () => {
    await start({ script: { extensions: ["DSN"] } });
    const recipients = [{ address: "a@fabrikam.com", dsn: { notify: ["SUCCESS"] } }] as const;
    await put(fixture.house.spool, newMessage("Q1", [], { ...RELAYING, recipients }), ORIGINAL);
    await fixture.untilEmpty();
    expect(sink.commands).toContain("RCPT TO:<a@fabrikam.com> NOTIFY=SUCCESS");
    expect(notified.made).toEqual([]);
  });
});
