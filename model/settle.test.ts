import { FIELDS } from "./fields/fields";
import { CRM, failuresOf, settled } from "./settle-examples";

describe("defaults", () => {
  test("the CRM connector gets Exchange's defaults, in the order of the field table", () => {
    expect(JSON.stringify(settled("ReceiveConnector", CRM))).toBe(
      JSON.stringify({
        name: "CRM Application",
        enabled: true,
        comment: "",
        bindings: ["0.0.0.0:25"],
        remoteIpRanges: ["192.168.2.55-192.168.2.56"],
        permissionGroups: ["None"],
        authMechanism: ["Tls"],
        requireTls: false,
        fqdn: null,
        banner: null,
        defaultDomain: null,
        tlsCertificateName: null,
        domainSecureEnabled: false,
        maxMessageSize: 37_748_736,
        maxHeaderSize: 262_144,
        maxRecipientsPerMessage: 200,
        maxHopCount: 30,
        maxLocalHopCount: 8,
        maxProtocolErrors: 5,
        maxLogonFailures: 3,
        connectionTimeout: "00:10:00",
        connectionInactivityTimeout: "00:05:00",
        maxInboundConnection: 5000,
        maxInboundConnectionPerSource: 20,
        maxInboundConnectionPercentagePerSource: 2,
        messageRateLimit: "unlimited",
        messageRateSource: "IPAddress",
        tarpitInterval: "00:00:05",
        authTarpitInterval: "00:00:05",
        sizeEnabled: "Enabled",
        pipeliningEnabled: true,
        deliveryStatusNotificationEnabled: true,
        enhancedStatusCodesEnabled: true,
        eightBitMimeEnabled: true,
        binaryMimeEnabled: true,
        chunkingEnabled: true,
        smtpUtf8Enabled: false,
        bareLinefeedRejectionEnabled: true,
        requireEhloDomain: false,
        rejectReservedTopLevelRecipientDomains: false,
        rejectReservedSecondLevelRecipientDomains: false,
        rejectSingleLabelRecipientDomains: false,
        protocolLoggingLevel: "None",
        onlySenders: null,
        onlyRecipients: null,
        expiresAt: null,
        allowWideRelay: null,
        owner: null,
        reason: null,
        ticket: null,
        observeOnly: false,
      }),
    );
  });

  test("host-wide settings need nothing", () => {
    expect(settled("TransportConfig", {})).toEqual({
      dialect: "classic",
      maxConnectionRatePerMinute: 12_000,
      tlsReceiveDomainSecureList: [],
      maxRelayRefusals: 20,
      postmaster: null,
      messageExpiration: "2.00:00:00",
      delayNotificationTimeout: "04:00:00",
      failedMail: "notifyAuthorized",
      internalDelayDsnEnabled: true,
      externalDelayDsnEnabled: true,
      internalDsnMaxMessageAttachSize: 10_485_760,
      externalDsnMaxMessageAttachSize: 10_485_760,
      generateCopyOfDsnFor: [],
      trustedProxies: [],
      reason: null,
    });
  });

  test("null means left out, whatever the input", () => {
    const nulls = Object.fromEntries(Object.keys(FIELDS.ReceiveConnector).map((name) => [name, null]));
    expect(settled("ReceiveConnector", { ...nulls, ...CRM })).toEqual(settled("ReceiveConnector", CRM));
  });

  test("every missing input is named at once", () => {
    expect(failuresOf("ReceiveConnector", {})).toEqual([
      "name RELAY_PROPERTY_REQUIRED",
      "bindings RELAY_PROPERTY_REQUIRED",
      "remoteIpRanges RELAY_PROPERTY_REQUIRED",
    ]);
  });
});

describe("canonical form", () => {
  test.each<{ title: string; input: object; settles: object }>([
    {
      title: "flags are read without case, in Exchange's order, once each",
      input: { authMechanism: ["externalauthoritative", "TLS", "Tls"], permissionGroups: ["exchangeservers"] },
      settles: { authMechanism: ["Tls", "ExternalAuthoritative"], permissionGroups: ["ExchangeServers"] },
    },
    {
      title: "empty flags are None",
      input: { authMechanism: [], permissionGroups: [] },
      settles: { authMechanism: ["None"], permissionGroups: ["None"] },
    },
    {
      title: "ranges are sorted and in their shortest spelling",
      input: { remoteIpRanges: ["192.168.2.0(255.255.255.0)", "10.0.0.1/32", "10.0.0.1"] },
      settles: { remoteIpRanges: ["10.0.0.1", "192.168.2.0/24"] },
    },
    {
      title: "bindings are sorted",
      input: { bindings: ["[::]:25", "0.0.0.0:25", "0.0.0.0:25"] },
      settles: { bindings: ["0.0.0.0:25", "[::]:25"] },
    },
    {
      title: "limits may be unlimited in any case",
      input: { maxInboundConnection: "Unlimited", maxProtocolErrors: "UNLIMITED" },
      settles: { maxInboundConnection: "unlimited", maxProtocolErrors: "unlimited" },
    },
    {
      title: "time spans of a day have the day in front",
      input: { connectionTimeout: "1.00:00:00", tarpitInterval: "00:04:00" },
      settles: { connectionTimeout: "1.00:00:00", tarpitInterval: "00:04:00" },
    },
    {
      title: "sizes may have a unit and are stored as bytes",
      input: { maxMessageSize: "36 MB (37,748,736 bytes)", maxHeaderSize: "64KB" },
      settles: { maxMessageSize: 37_748_736, maxHeaderSize: 65_536 },
    },
    {
      title: "a host name is lower-case",
      input: { fqdn: "Relay.Contoso.com." },
      settles: { fqdn: "relay.contoso.com" },
    },
  ])("$title", ({ input, settles }) => {
    expect(settled("ReceiveConnector", { ...CRM, ...input })).toMatchObject(settles);
  });

  test("a permission is stored by the canonical names of principal and rights, sorted", () => {
    const rights = ["ms-Exch-SMTP-Submit", "MS-EXCH-SMTP-ACCEPT-AUTHORITATIVE-DOMAIN", "ms-exch-smtp-submit"];
    expect(
      settled("ConnectorPermission", { connector: "5e0d", principal: "S-1-5-7", extendedRights: rights }),
    ).toMatchObject({
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      access: "Allow",
      extendedRights: ["ms-Exch-SMTP-Accept-Authoritative-Domain-Sender", "ms-Exch-SMTP-Submit"],
    });
  });

  test("a send connector's spaces are sorted with their cost, its smart hosts keep their order", () => {
    expect(
      settled("SendConnector", {
        name: "Internet",
        addressSpaces: ["smtp:Fabrikam.com;5", "*", "SMTP:*;1"],
        smartHosts: ["b.contoso.com", "[2001:db8::1]:2525", "A.contoso.com:26", "b.contoso.com:25"],
      }),
    ).toMatchObject({
      addressSpaces: ["SMTP:*;1", "SMTP:fabrikam.com;5"],
      smartHosts: ["b.contoso.com:25", "[2001:db8::1]:2525", "a.contoso.com:26"],
      requireTls: true,
    });
  });
});
