import type { MetricDescription } from "./metric";

/**
 * Every metric of a host. Labels have few values: names of connectors, next hops that the configuration names, replies,
 * reasons of a closed list. Never an e-mail address or a client.
 */
export const METRICS = {
  relay_smtp_connections_total: {
    type: "counter",
    unit: "",
    help: "Connections by the receive connector that served them, and whether they got a session.",
    labels: ["connector", "result"],
  },
  relay_smtp_sessions_active: {
    type: "gauge",
    unit: "",
    help: "Open SMTP sessions by receive connector.",
    labels: ["connector"],
  },
  relay_smtp_rejects_total: {
    type: "counter",
    unit: "",
    help: "Commands, messages and connections that were refused, by reply and reason; reason protocol is a plain SMTP error.",
    labels: ["connector", "code", "enhanced_code", "reason"],
  },
  relay_messages_accepted_total: {
    type: "counter",
    unit: "",
    help: "Messages accepted and durable, by receive connector.",
    labels: ["connector"],
  },
  relay_messages_accepted_bytes_total: {
    type: "counter",
    unit: "bytes",
    help: "Bytes of the messages accepted, by receive connector.",
    labels: ["connector"],
  },
  relay_relay_decisions_total: {
    type: "counter",
    unit: "",
    help: "Recipients accepted or refused, by the right that decided; right none: a domain of ours, or no right was asked for.",
    labels: ["connector", "right", "decision"],
  },
  relay_auth_attempts_total: {
    type: "counter",
    unit: "",
    help: "Logins by mechanism and result; not-allowed: the password was good and the account may not submit.",
    labels: ["mechanism", "result"],
  },
  relay_queue_messages: {
    type: "gauge",
    unit: "",
    help: "Messages in the queue: sending and waiting by send connector (next_hop), all others as later.",
    labels: ["state", "next_hop"],
  },
  relay_queue_recipients: {
    type: "gauge",
    unit: "",
    help: "Recipients in the queue by state; reason says why they are held.",
    labels: ["state", "reason"],
  },
  relay_queue_oldest_seconds: {
    type: "gauge",
    unit: "seconds",
    help: "Age of the oldest message in the queue; 0 when it is empty.",
    labels: [],
  },
  relay_spool_accepting: {
    type: "gauge",
    unit: "",
    help: "1 while the spool takes mail, 0 while clients are answered 452.",
    labels: [],
  },
  relay_spool_log_bytes: {
    type: "gauge",
    unit: "bytes",
    help: "Size of the spool's log on disk, large bodies not counted.",
    labels: [],
  },
  relay_delivery_attempts_total: {
    type: "counter",
    unit: "",
    help: "Attempts by smart host and result; next_hop mx: a host that DNS named, none: no host was reached for.",
    labels: ["next_hop", "result"],
  },
  relay_delivery_recipients_total: {
    type: "counter",
    unit: "",
    help: "Recipients by what an attempt did to them.",
    labels: ["result"],
  },
  relay_delivery_possible_duplicates_total: {
    type: "counter",
    unit: "",
    help: "Transactions whose outcome the next hop never told: they are tried again and may arrive twice.",
    labels: [],
  },
  relay_delivery_seconds: {
    type: "histogram",
    unit: "seconds",
    help: "Duration of attempts, from taking a connection to the last reply.",
    labels: [],
  },
  relay_delivery_routes_held: {
    type: "gauge",
    unit: "",
    help: "Smart hosts and domains that do not work just now, by send connector.",
    labels: ["connector"],
  },
  relay_notifications_total: {
    type: "counter",
    unit: "",
    help: "Delivery status notifications made, by what they tell.",
    labels: ["kind"],
  },
  relay_store_commit_seconds: {
    type: "histogram",
    unit: "seconds",
    help: "From the end of a message until it survives power loss.",
    labels: [],
  },
  relay_config_revision: {
    type: "gauge",
    unit: "",
    help: "Last configuration revision committed.",
    labels: [],
  },
  relay_config_applied_revision: {
    type: "gauge",
    unit: "",
    help: "Configuration revision in force on this host.",
    labels: ["host"],
  },
  relay_config_frozen: {
    type: "gauge",
    unit: "",
    help: "1 while writes of configuration are refused.",
    labels: [],
  },
  relay_config_superseded_objects: {
    type: "gauge",
    unit: "",
    help: "Objects whose place a newer one of their stack has taken; for minutes only after a run that did not finish.",
    labels: [],
  },
  relay_ready: {
    type: "gauge",
    unit: "",
    help: "1 while /readyz says ready.",
    labels: [],
  },
  relay_certificate_expiry_timestamp_seconds: {
    type: "gauge",
    unit: "seconds",
    help: "When the host's certificate ends, seconds since 1970.",
    labels: [],
  },
  relay_event_loop_delay_seconds: {
    type: "gauge",
    unit: "seconds",
    help: "How late timers fire since the last time this was read, by quantile.",
    labels: ["quantile"],
  },
  relay_process_cpu_seconds_total: {
    type: "counter",
    unit: "seconds",
    help: "CPU time of all threads, user and system together.",
    labels: [],
  },
  relay_process_resident_memory_bytes: {
    type: "gauge",
    unit: "bytes",
    help: "Resident memory.",
    labels: [],
  },
  relay_process_start_time_seconds: {
    type: "gauge",
    unit: "seconds",
    help: "When the host started, seconds since 1970.",
    labels: [],
  },
  relay_build_info: {
    type: "info",
    unit: "",
    help: "Version of the host and of Node.",
    labels: ["version", "node"],
  },
} as const satisfies Readonly<Record<string, MetricDescription>>;

export type MetricName = keyof typeof METRICS;
