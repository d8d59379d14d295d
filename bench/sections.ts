import type { Section } from "./section";
import { endToEnd } from "./sections/forward";
import { growth } from "./sections/growth";
import { hotApply } from "./sections/hot-apply";
import { latency } from "./sections/latency";
import { memory } from "./sections/memory";
import { auth, check, impact, lookups, provider } from "./sections/model";
import { headerFirewall, receive, usage } from "./sections/receive";
import { waitingQueue } from "./sections/waiting-queue";

const SMALL = { length: 4096, messages: { ours: 10_000, postfix: 3_000 } } as const;
const LARGE = { length: 2 ** 20, messages: { ours: 300, postfix: 300 } } as const;

/** Every section of `npm run bench`, in order. */
export const SECTIONS: readonly Section[] = [
  {
    name: "receive-reused",
    title: "Durable receive, connection reused, 4 KB, 20 connections",
    run: () => receive("reused", { bare: 0.6, postfix: 5 }),
  },
  {
    name: "receive-one-a-message",
    title: "Durable receive, one connection a message, 4 KB, 20 connections",
    run: () => receive("one-a-message", { bare: 0.6, postfix: 2.5 }),
  },
  {
    name: "forward-reused",
    title: "Receive, forward and delete, end to end to the same sink, connection reused, 4 KB",
    run: () => endToEnd({ ...SMALL, connections: "reused", bound: 3 }),
  },
  {
    name: "forward-one-a-message",
    title: "Receive, forward and delete, end to end to the same sink, one connection a message, 4 KB",
    run: () => endToEnd({ ...SMALL, connections: "one-a-message", bound: 3 }),
  },
  {
    name: "forward-large",
    title: "1 MB messages, durable, end to end to the same sink",
    run: () => endToEnd({ ...LARGE, connections: "reused", bound: 1 }),
  },
  { name: "latency", title: "Latency of the 250 at 20 connections that never pause", run: latency },
  { name: "memory", title: "Memory of connections", run: memory },
  { name: "growth", title: "How the cost of a message grows", run: growth },
  { name: "queue", title: "A queue of 200,000 waiting recipients", run: waitingQueue },
  { name: "firewall", title: "Header firewall, connection reused, 4 KB, 20 connections", run: headerFirewall },
  { name: "usage", title: "Counting who uses what, connection reused, 4 KB, 20 connections", run: usage },
  {
    name: "hot-apply",
    title: "A change among 10,000 connectors with 100,000 ranges, until SMTP enforces it",
    run: hotApply,
  },
  { name: "lookups", title: "The connector of a client", run: lookups },
  { name: "check", title: "check of a large connector", run: check },
  { name: "impact", title: "Impact and who-can", run: impact },
  { name: "auth", title: "The password check of AUTH", run: auth },
  { name: "provider", title: "Provider time, up and empty up", run: provider },
];
