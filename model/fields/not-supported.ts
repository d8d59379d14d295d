import type { Kind } from "../settings";

const FOUND_OTHERWISE = "objects of Active Directory are found this way; objects here are found by name or id";

/**
 * Parameters that Exchange has and this host has not, as Exchange spells them, each with the reason: naming one is refused
 * with it. From the syntax blocks of New-/Set-ReceiveConnector, Add-ADPermission, New-/Set-AcceptedDomain,
 * New-/Set-SendConnector, Set-TransportConfig and Set-TransportService.
 */
export const NOT_SUPPORTED: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  ReceiveConnector: {
    AcceptConsumerMail: "no document of Exchange says what it does",
    AdvertiseClientSettings: "it shows server names in Outlook on the web, which is not here",
    Confirm: "a program does not ask back; pulumi preview shows what will change",
    DomainController: FOUND_OTHERWISE,
    EnableAuthGSSAPI:
      "GSSAPI authenticates against a Windows domain, and there is no Active Directory here; use BasicAuth over TLS",
    ExtendedProtectionPolicy:
      "it binds Integrated authentication to its TLS channel, and Integrated authentication is not here; RequireTLS with BasicAuthRequireTLS protects passwords",
    Identity: FOUND_OTHERWISE,
    LiveCredentialEnabled: "it belongs to Microsoft's own hosting",
    LongAddressesEnabled: "XLONGADDR carries X.400 addresses in server-to-server mail of one Exchange organisation",
    MaxAcknowledgementDelay:
      "it delays the reply for shadow redundancy; here the 250 itself means that the message is on disk",
    OrarEnabled: "XORAR carries alternate recipients of X.400 systems",
    ProxyEnabled: "Exchange does not document it; PROXY headers are believed from trustedProxies of TransportConfig",
    Server: "a host is addressed by its endpoint: use an explicit Provider for each host",
    ServiceDiscoveryFqdn: "it publishes names for Exchange's own service discovery",
    SuppressXAnonymousTls: "X-ANONYMOUSTLS is spoken between Exchange servers only and is never offered here",
    TlsDomainCapabilities:
      "it grants rights to Microsoft 365 in hybrid organisations; use a connector scoped to the addresses, or domainSecureEnabled",
    TransportRole: "the host is one service without a front end, so every connector belongs to it",
    Usage:
      "it presets other parameters and is not stored; give it to the SDK's ReceiveConnector, which fills in what is left out",
    WhatIf: "use pulumi preview",
  },
  ConnectorPermission: {
    AccessRights: "only extended rights play a part in SMTP",
    ChildObjectTypes: "connectors have no child objects here",
    Identity: "write connector",
    InheritanceType: "entries stand on the connector itself, and nothing is inherited",
    InheritedObjectType: "entries stand on the connector itself, and nothing is inherited",
    Properties: "only extended rights play a part in SMTP",
  },
  AcceptedDomain: {
    AddressBookEnabled: "there is no address book here",
    CanHaveCloudCache: "it belongs to Exchange Online",
    Default: "use defaultDomain of the receive connector",
    EmailOnly: "it belongs to Exchange Online",
    ExternallyManaged: "it belongs to Exchange Online",
    Identity: FOUND_OTHERWISE,
    InitialDomain: "it belongs to Exchange Online",
    MakeDefault: "use defaultDomain of the receive connector",
    OutboundOnly: "it belongs to Exchange Online",
    PendingCompletion: "it belongs to Exchange Online",
    PendingRemoval: "it belongs to Exchange Online",
  },
  SendConnector: {
    AuthenticationCredential: "write username, and the secret password",
    CloudServicesMailEnabled: "it carries headers to Microsoft 365 in hybrid organisations; use extendedRights",
    ConnectorType: "every send connector here speaks SMTP",
    DomainSecureEnabled: "say what a next host must prove with tlsAuthLevel and tlsDomain",
    ErrorPolicies: "failures are temporary or permanent as the next host says",
    ForceHELO: "EHLO is tried first and HELO after it, as RFC 5321 section 3.2 says",
    FrontendProxyEnabled: "the host is one service without a front end",
    Identity: FOUND_OTHERWISE,
    IsScopedConnector: "a host has no Active Directory site; declare the connector on the hosts that need it",
    LinkedReceiveConnector: "mail is routed by its recipients alone",
    ProtocolLoggingLevel: "deliveries are in the host's log, each with its message and reply",
    SourceTransportServers: "declare the connector on the hosts that need it, with explicit providers",
    TlsCertificateName: "no client certificate is shown to next hosts",
    Usage: "it presets other parameters of Exchange's dialog and is not stored",
    UseExternalDNSServersEnabled: "names are resolved by the system's resolver",
  },
  RelayUser: {},
  RelayGroup: {},
  TransportConfig: {
    ExternalDsnDefaultLanguage: "notifications are written in English",
    ExternalDsnLanguageDetectionEnabled: "notifications are written in English",
    ExternalDsnReportingAuthority: "notifications name the host itself, by its --hostname",
    ExternalDsnSendHtml: "notifications are plain text",
    ExternalPostmasterAddress: "write postmaster",
    HeaderPromotionModeSetting: "there are no mailboxes whose headers could be promoted",
    InternalSMTPServers: "write trustedProxies for what is in front of the host; mail is not filtered here",
    InternalDsnDefaultLanguage: "notifications are written in English",
    InternalDsnLanguageDetectionEnabled: "notifications are written in English",
    InternalDsnReportingAuthority: "notifications name the host itself, by its --hostname",
    InternalDsnSendHtml: "notifications are plain text",
    MaxDumpsterTime: "there is no transport dumpster: the spool keeps a message until it is delivered",
    MaxOutboundConnections: "use maxConnectionsPerHost of the send connector",
    MaxReceiveSize: "use maxMessageSize of the receive connector",
    MaxRecipientEnvelopeLimit: "use maxRecipientsPerMessage of the receive connector",
    MaxSendSize: "use maxMessageSize of the send connector",
    PickupDirectoryPath: "there is no pickup directory: mail comes in by SMTP",
    ReceiveProtocolLogPath:
      "the protocol log is in the data directory; its sizes and age are options of relayctl serve",
    ShadowRedundancyEnabled: "the 250 means that the message is on disk; there is no second copy",
    TLSSendDomainSecureList: "say what a next host must prove with tlsAuthLevel of its send connector",
    VerifySecureSubmitEnabled: "there are no MAPI clients",
  },
};
