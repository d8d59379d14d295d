/** The extended rights of Exchange's transport that this host knows (New-ReceiveConnector permission groups). */
export const EXTENDED_RIGHTS = [
  "ms-Exch-SMTP-Submit",
  "ms-Exch-SMTP-Accept-Any-Recipient",
  "ms-Exch-SMTP-Accept-Any-Sender",
  "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender",
  "ms-Exch-SMTP-Accept-Authentication-Flag",
  "ms-Exch-Accept-Headers-Routing",
  "ms-Exch-Accept-Headers-Organization",
  "ms-Exch-Accept-Headers-Forest",
  "ms-Exch-Bypass-Anti-Spam",
  "ms-Exch-Bypass-Message-Size-Limit",
  "ms-Exch-SMTP-Accept-Exch50",
] as const;

export type ExtendedRight = (typeof EXTENDED_RIGHTS)[number];
