/** Home of the tables: the config store knows every table of its own. */
export const SPOOL_SCHEMA_NAME = "relay_spool";

/** Statements that make a schema of the next version out of the one before it. Never changed once released. */
export const SPOOL_SCHEMA: readonly (readonly string[])[] = [
  [
    `create table relay_spool_host (
       host text primary key,
       name text not null,
       lease_until double precision not null
     )`,
    `create table relay_message (
       queue_id text primary key,
       envelope text not null,
       received_at double precision not null,
       size double precision not null,
       parts integer not null,
       lifetime_from double precision not null,
       statuses text not null,
       due_at double precision,
       queued integer not null,
       delivered integer not null,
       bounced integer not null,
       held_operator integer not null,
       held_no_route integer not null,
       held_failed integer not null,
       held_expired integer not null,
       ended_at double precision,
       lease_host text,
       claim text
     )`,
    "create index relay_message_due on relay_message (due_at) where due_at is not null and lease_host is null",
    "create index relay_message_lease on relay_message (lease_host) where lease_host is not null",
    "create index relay_message_received on relay_message (received_at)",
    `create table relay_body (
       queue_id text not null,
       part integer not null,
       bytes bytea not null,
       stored_at double precision not null,
       primary key (queue_id, part)
     )`,
    // Mail hardly shrinks, and packing it costs more than the disk.
    "alter table relay_body alter column bytes set storage external",
  ],
];

/** The database's clock: leases are judged by one clock, whatever hosts' own ones say. Epoch milliseconds. */
export const DATABASE_NOW = "(extract(epoch from clock_timestamp()) * 1000)";

/** Channel on which hosts tell each other that an operator changed a message; the payload is its queue id. */
export const CHANGES_CHANNEL = "relay_spool";
