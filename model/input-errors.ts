import type { CatalogueEntry } from "./error-catalogue";

/** What can be wrong with settings: one value, values together, or objects together. Part of the error catalogue. */
export const INPUT_ERRORS = {
  RELAY_PROPERTY_UNKNOWN: {
    title: "There is no such property",
    status: 422,
    remedy: "Use the properties of docs/reference/fields.md, spelt exactly so; nothing else is accepted.",
  },
  RELAY_PROPERTY_REQUIRED: {
    title: "A required property is missing",
    status: 422,
    remedy: "Give the property a value.",
  },
  RELAY_TYPE_INVALID: {
    title: "A value has the wrong type",
    status: 422,
    remedy: "Write the type that docs/reference/fields.md names for the property.",
  },
  RELAY_TEXT_INVALID: {
    title: "A text is too long, empty or holds control characters",
    status: 422,
    remedy: "Keep the text on one line and within its length.",
  },
  RELAY_NAME_INVALID: {
    title: "Not a name",
    status: 422,
    remedy: "Use 1 to 64 characters without a backslash, control characters or spaces at the ends.",
  },
  RELAY_NUMBER_INVALID: {
    title: "A number is outside its range",
    status: 422,
    remedy: "Write a whole number within the range that the message names.",
  },
  RELAY_CHOICE_INVALID: {
    title: "Not one of the values of this property",
    status: 422,
    remedy: "Use one of the values that the message lists.",
  },
  RELAY_LIST_INVALID: {
    title: "A list is empty or too long",
    status: 422,
    remedy: "Give the list as many entries as the message allows.",
  },
  RELAY_BINDING_INVALID: {
    title: "Not a local endpoint",
    status: 422,
    remedy: "Write address:port or [address]:port; 0.0.0.0 and [::] mean every address of the family.",
  },
  RELAY_DOMAIN_INVALID: {
    title: "Not a domain name",
    status: 422,
    remedy: "Write a domain such as contoso.com, or *.contoso.com where wildcards are allowed.",
  },
  RELAY_TIME_SPAN_INVALID: {
    title: "Not a time span within its range",
    status: 422,
    remedy: "Write hh:mm:ss, or d.hh:mm:ss from one day on, in whole seconds.",
  },
  RELAY_TIME_INVALID: {
    title: "Not a point in time",
    status: 422,
    remedy: "Write a time of RFC 3339 such as 2027-01-31T00:00:00Z, with Z or an offset.",
  },
  RELAY_EXPIRY_PAST: {
    title: "An expiry that has passed already",
    status: 422,
    remedy: "Write a time to come, or take the object away.",
  },
  RELAY_EXPIRY_OF_DENY: {
    title: "A Deny with an expiry",
    status: 422,
    remedy: "Take expiresAt out: time only ever takes rights away, and a Deny that ends gives some.",
  },
  RELAY_MAIL_SCOPE_INVALID: {
    title: "Not a sender or recipient scope",
    status: 422,
    remedy: "Write whole addresses, domains, or *.domain where that is allowed; never * alone.",
  },
  RELAY_ACCOUNT_NAME_INVALID: {
    title: "Not a name for an account or a group",
    status: 422,
    remedy: "Use 1 to 64 characters without a backslash that are no built-in principal and no SID.",
  },
  RELAY_FINGERPRINT_INVALID: {
    title: "Not a certificate fingerprint",
    status: 422,
    remedy: "Write the SHA-256 fingerprint that openssl x509 -noout -fingerprint -sha256 prints.",
  },
  RELAY_CERTIFICATE_INVALID: {
    title: "Not certificates in PEM form",
    status: 422,
    remedy: "Give one or more whole blocks from BEGIN CERTIFICATE to END CERTIFICATE.",
  },
  RELAY_GROUP_UNKNOWN: {
    title: "A relay group that nobody declared",
    status: 422,
    remedy: "Declare the RelayGroup, or correct its name.",
  },
  RELAY_DEFAULT_DOMAIN_UNKNOWN: {
    title: "A default domain that is no accepted domain",
    status: 422,
    remedy: "Declare the AcceptedDomain, or name one that is there.",
  },
  RELAY_NOT_SUPPORTED: {
    title: "An Exchange parameter that has no meaning here",
    status: 422,
    remedy: "Take it out; docs/reference/not-supported.md says why it is not there.",
  },
  RELAY_BYTE_SIZE_INVALID: {
    title: "Not a size within its range",
    status: 422,
    remedy: "Write a whole number of bytes, or a number with KB, MB or GB.",
  },
  RELAY_PRINCIPAL_INVALID: {
    title: "Not a principal of this host",
    status: 422,
    remedy: "Use a principal of docs/reference/fields.md, by name or by SID.",
  },
  RELAY_RIGHT_INVALID: {
    title: "Not an extended right of this host",
    status: 422,
    remedy: "Use a right of docs/reference/fields.md, such as ms-Exch-SMTP-Accept-Any-Recipient.",
  },
  RELAY_SEND_CONNECTOR_RULE: {
    title: "Send connector inputs that contradict each other",
    status: 422,
    remedy: "Change one of the inputs that the message names.",
  },
  RELAY_ADDRESS_SPACE_INVALID: {
    title: "Not an address space",
    status: 422,
    remedy: "Write SMTP:domain;cost with a cost from 1 to 100, for example SMTP:*;1.",
  },
  RELAY_SMART_HOST_INVALID: {
    title: "Not a smart host",
    status: 422,
    remedy: "Write host:port, address:port or [address]:port; the port is 25 when left out.",
  },
  RELAY_MAIL_ADDRESS_INVALID: {
    title: "Not a mail address",
    status: 422,
    remedy: "Write local-part@domain.",
  },
  RELAY_BANNER_INVALID: {
    title: "Not a banner",
    status: 422,
    remedy: "Start with 220, keep to one line of at most 512 octets with its line end (RFC 5321 section 4.5.3.1.5).",
  },
  RELAY_FLAG_NOT_SUPPORTED: {
    title: "Exchange has this value, but this host cannot serve it",
    status: 422,
    remedy: "Leave the value out; the message says what does the same here.",
  },
  RELAY_NONE_NOT_ALONE: {
    title: "None stands with other values",
    status: 422,
    remedy: "Leave None out, or leave it alone.",
  },
  RELAY_GROUP_CUSTOM: {
    title: "Custom is not a permission group that can be set",
    status: 422,
    remedy: "Declare the rights themselves as ConnectorPermission.",
  },
  RELAY_BASIC_AUTH_REQUIRE_TLS: {
    title: "BasicAuthRequireTLS needs BasicAuth and Tls",
    status: 422,
    remedy: "Write authMechanism as Tls, BasicAuth, BasicAuthRequireTLS.",
  },
  RELAY_EXTERNAL_NOT_ALONE: {
    title: "ExternalAuthoritative stands with a mechanism that authenticates",
    status: 422,
    remedy: "Keep only Tls beside ExternalAuthoritative; authenticated clients get a connector of their own.",
  },
  RELAY_EXTERNAL_NEEDS_GROUP: {
    title: "ExternalAuthoritative needs the group ExchangeServers",
    status: 422,
    remedy: "Add ExchangeServers to permissionGroups, or take ExternalAuthoritative out of authMechanism.",
  },
  RELAY_REQUIRE_TLS_NEEDS_TLS: {
    title: "requireTls needs Tls",
    status: 422,
    remedy: "Add Tls to authMechanism, or set requireTls to false.",
  },
  RELAY_DOMAIN_SECURE: {
    title: "domainSecureEnabled needs Tls and forbids ExternalAuthoritative",
    status: 422,
    remedy: "Add Tls and leave ExternalAuthoritative out of authMechanism, or set domainSecureEnabled to false.",
  },
  RELAY_TIMEOUTS_ORDER: {
    title: "The inactivity timeout is not shorter than the connection timeout",
    status: 422,
    remedy: "Make connectionInactivityTimeout shorter than connectionTimeout.",
  },
  RELAY_BINARY_MIME_NEEDS_CHUNKING: {
    title: "binaryMimeEnabled needs chunkingEnabled",
    status: 422,
    remedy: "Set chunkingEnabled to true, or binaryMimeEnabled to false.",
  },
  RELAY_EXCHANGE_SERVER_FQDN: {
    title: "ExchangeServer authentication fixes the fqdn",
    status: 422,
    remedy: "Leave fqdn out, or leave ExchangeServer out of authMechanism.",
  },
  RELAY_EDGE_ONLY: {
    title: "Not available on an Edge server",
    status: 422,
    remedy: "Leave the value out on an Edge server.",
  },
  RELAY_RANGE_CONFLICT: {
    title: "Client ranges conflict with another connector's",
    status: 409,
    remedy: "On overlapping bindings make the ranges disjoint, or one a proper part of the other.",
  },
  RELAY_WIDE_RELAY: {
    title: "Relay would be open to a wide public range",
    status: 422,
    remedy: "Narrow the ranges or take the relay right away; if it is meant, give the reason in allowWideRelay.",
  },
  RELAY_WIDE_DOMAIN: {
    title: "The accepted domain covers domains of other people",
    status: 422,
    remedy: "Name your own domain; if it is meant, give the reason in allowWideRelay.",
  },
  RELAY_WIDE_PROXIES: {
    title: "Trusted proxies are public or a wide network",
    status: 422,
    remedy: "Name the proxies' own addresses; if it is meant, give the reason in reason.",
  },
  RELAY_WILDCARD_SUB_DOMAINS: {
    title: "A wildcard domain and matchSubDomains together",
    status: 422,
    remedy: "Write the domain without *. or set matchSubDomains to false.",
  },
  RELAY_DUPLICATE_NAME: {
    title: "Two connectors have the same name",
    status: 409,
    remedy: "Give each connector a name of its own.",
  },
  RELAY_DUPLICATE_DOMAIN: {
    title: "The accepted domain is there twice",
    status: 409,
    remedy: "Declare each accepted domain once.",
  },
  RELAY_DUPLICATE_PERMISSION: {
    title: "The same right is declared twice",
    status: 409,
    remedy: "Declare each right of a principal on a connector once.",
  },
  RELAY_CONNECTOR_UNKNOWN: {
    title: "There is no such connector",
    status: 422,
    remedy: "Declare the ReceiveConnector, or correct the connector's name or id.",
  },
  RELAY_RULE_EXCEPT: {
    title: "An exception of a rule has no effect, or leaves nothing of it",
    status: 422,
    remedy:
      "Correct the except that the message names: each must take something away from its rule, and leave something.",
  },
  RELAY_DOCUMENT_VERSION: {
    title: "The document has another format version",
    status: 422,
    remedy: "Export it again with this version of relayctl.",
  },
} as const satisfies Record<string, CatalogueEntry>;
