// Made from relay/control-api/openapi.json by tools/openapi/write-openapi.ts. Do not edit.
export interface paths {
    "/v1/receive-connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listReceiveConnectors"];
        put?: never;
        post: operations["createReceiveConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receive-connectors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getReceiveConnector"];
        put: operations["updateReceiveConnector"];
        post?: never;
        delete: operations["deleteReceiveConnector"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connector-permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listConnectorPermissions"];
        put?: never;
        post: operations["createConnectorPermission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connector-permissions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getConnectorPermission"];
        put: operations["updateConnectorPermission"];
        post?: never;
        delete: operations["deleteConnectorPermission"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accepted-domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAcceptedDomains"];
        put?: never;
        post: operations["createAcceptedDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accepted-domains/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAcceptedDomain"];
        put: operations["updateAcceptedDomain"];
        post?: never;
        delete: operations["deleteAcceptedDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/send-connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSendConnectors"];
        put?: never;
        post: operations["createSendConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/send-connectors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSendConnector"];
        put: operations["updateSendConnector"];
        post?: never;
        delete: operations["deleteSendConnector"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relay-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listRelayUsers"];
        put?: never;
        post: operations["createRelayUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relay-users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRelayUser"];
        put: operations["updateRelayUser"];
        post?: never;
        delete: operations["deleteRelayUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relay-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listRelayGroups"];
        put?: never;
        post: operations["createRelayGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relay-groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRelayGroup"];
        put: operations["updateRelayGroup"];
        post?: never;
        delete: operations["deleteRelayGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transport-config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTransportConfig"];
        put: operations["updateTransportConfig"];
        /** @description Makes a stack the owner of the one that is there, with these settings. */
        post: operations["createTransportConfig"];
        /** @description Puts the defaults back; it is nobody's then. */
        delete: operations["deleteTransportConfig"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stacks/{stack}/declarations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["declareStack"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stacks/{stack}/objects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listStackObjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/objects/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["claimObject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receive-connectors/{id}/effective-permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getEffectivePermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["explain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refusals/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRefusal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The newest first. Repetitions within a minute are one. */
        get: operations["listRefusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/{sequence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAuditEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Whether the configuration is frozen, since when, by whom and why. */
        get: operations["getFreeze"];
        /** @description Freezes the configuration; a freeze that is on stays as it is. */
        put: operations["freeze"];
        post?: never;
        /** @description Lets writes in again. */
        delete: operations["unfreeze"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description If-Match: the ETag that a dry run answered, so that what was shown is what is done. */
        post: operations["restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description If-Match: the ETag that a dry run answered, so that what was shown is what is done. */
        post: operations["revert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listTokens"];
        put?: never;
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue/{queueId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getQueuedMessage"];
        put?: never;
        post?: never;
        /** @description Throws the message away, undelivered. */
        delete: operations["deleteQueuedMessage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue/{queueId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Tries every waiting recipient now. */
        post: operations["retryQueuedMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue/{queueId}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops delivery until released. */
        post: operations["holdQueuedMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue/{queueId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Lets held recipients go on. */
        post: operations["releaseQueuedMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The newest first. At least one of id, from, to and since. */
        get: operations["traceMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listCertificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Puts a pair into the certificate directory, in place of the one of that name. In force when it answers. */
        put: operations["putCertificate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAccountUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The process answers. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The committed configuration is in force, mail is taken, and no run was left unfinished. */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Failure: {
            /** @description Stable code of the error catalogue. */
            code: string;
            /** @description Path of the property, such as remoteIpRanges[1]. */
            property: string;
            /** @description Whole sentence that names the value and the remedy. */
            message: string;
        };
        /** @description RFC 9457 problem document. */
        Problem: {
            type: string;
            title: string;
            status: number;
            /**
             * @description Stable code of the error catalogue.
             * @example RELAY_PROPERTY_UNKNOWN
             * @example RELAY_PROPERTY_REQUIRED
             * @example RELAY_TYPE_INVALID
             * @example RELAY_TEXT_INVALID
             * @example RELAY_NAME_INVALID
             * @example RELAY_NUMBER_INVALID
             * @example RELAY_CHOICE_INVALID
             * @example RELAY_LIST_INVALID
             * @example RELAY_BINDING_INVALID
             * @example RELAY_DOMAIN_INVALID
             * @example RELAY_TIME_SPAN_INVALID
             * @example RELAY_TIME_INVALID
             * @example RELAY_EXPIRY_PAST
             * @example RELAY_EXPIRY_OF_DENY
             * @example RELAY_MAIL_SCOPE_INVALID
             * @example RELAY_ACCOUNT_NAME_INVALID
             * @example RELAY_FINGERPRINT_INVALID
             * @example RELAY_CERTIFICATE_INVALID
             * @example RELAY_GROUP_UNKNOWN
             * @example RELAY_DEFAULT_DOMAIN_UNKNOWN
             * @example RELAY_NOT_SUPPORTED
             * @example RELAY_BYTE_SIZE_INVALID
             * @example RELAY_PRINCIPAL_INVALID
             * @example RELAY_RIGHT_INVALID
             * @example RELAY_SEND_CONNECTOR_RULE
             * @example RELAY_ADDRESS_SPACE_INVALID
             * @example RELAY_SMART_HOST_INVALID
             * @example RELAY_MAIL_ADDRESS_INVALID
             * @example RELAY_BANNER_INVALID
             * @example RELAY_FLAG_NOT_SUPPORTED
             * @example RELAY_NONE_NOT_ALONE
             * @example RELAY_GROUP_CUSTOM
             * @example RELAY_BASIC_AUTH_REQUIRE_TLS
             * @example RELAY_EXTERNAL_NOT_ALONE
             * @example RELAY_EXTERNAL_NEEDS_GROUP
             * @example RELAY_REQUIRE_TLS_NEEDS_TLS
             * @example RELAY_DOMAIN_SECURE
             * @example RELAY_TIMEOUTS_ORDER
             * @example RELAY_BINARY_MIME_NEEDS_CHUNKING
             * @example RELAY_EXCHANGE_SERVER_FQDN
             * @example RELAY_EDGE_ONLY
             * @example RELAY_RANGE_CONFLICT
             * @example RELAY_WIDE_RELAY
             * @example RELAY_WIDE_DOMAIN
             * @example RELAY_WIDE_PROXIES
             * @example RELAY_WILDCARD_SUB_DOMAINS
             * @example RELAY_DUPLICATE_NAME
             * @example RELAY_DUPLICATE_DOMAIN
             * @example RELAY_DUPLICATE_PERMISSION
             * @example RELAY_CONNECTOR_UNKNOWN
             * @example RELAY_RULE_EXCEPT
             * @example RELAY_DOCUMENT_VERSION
             * @example RELAY_NAME_TAKEN
             * @example RELAY_NOT_OWNER
             * @example RELAY_STALE_RUN
             * @example RELAY_DEADLINE_PASSED
             * @example RELAY_STACK_FORBIDDEN
             * @example RELAY_FROZEN
             * @example RELAY_OBSERVE_WIDENS
             * @example RELAY_REVERT_REFUSED
             * @example RELAY_RESTORE_REFUSED
             * @example RELAY_REVISION_UNKNOWN
             * @example RELAY_AUDIT_BROKEN
             * @example RELAY_CONNECTOR_IN_USE
             * @example RELAY_ENTRY_ELSEWHERE
             * @example RELAY_CERTIFICATE_UNUSABLE
             * @example RELAY_SINGLETON
             * @example RELAY_STORE_DAMAGED
             * @example RELAY_STORE_NOT_EMPTY
             * @example RELAY_STORE_OUTCOME_UNKNOWN
             * @example RELAY_STORE_UNAVAILABLE
             * @example RELAY_STORE_UNKNOWN
             * @example RELAY_PASSWORD_INVALID
             * @example RELAY_PASSWORD_NEEDED
             * @example RELAY_PRINCIPAL_UNKNOWN
             * @example RELAY_PASSWORD_HASH_INVALID
             * @example RELAY_PRINCIPAL_IN_USE
             * @example RELAY_SECRETS_KEY_MISSING
             * @example RELAY_SECRETS_KEY_WRONG
             * @example RELAY_PREVIEW_INCOMPLETE
             * @example RELAY_PREVIEW_FAILED
             * @example RELAY_PREVIEW_SEVERAL_HOSTS
             * @example RELAY_PREVIEW_EMPTY
             * @example RELAY_ADDRESS_INVALID
             * @example RELAY_INPUT_INVALID
             * @example RELAY_REQUEST_INVALID
             * @example RELAY_HEADER_INVALID
             * @example RELAY_BODY_NOT_JSON
             * @example RELAY_BODY_TOO_LARGE
             * @example RELAY_MEDIA_TYPE_UNSUPPORTED
             * @example RELAY_TOKEN_INVALID
             * @example RELAY_TOO_MANY_FAILED_TOKENS
             * @example RELAY_SCOPE_MISSING
             * @example RELAY_NOT_FOUND
             * @example RELAY_ROUTE_UNKNOWN
             * @example RELAY_IF_MATCH_REQUIRED
             * @example RELAY_REVISION_STALE
             * @example RELAY_INSTALLATION_MISMATCH
             * @example RELAY_INTERNAL
             * @example RELAY_OPTION_INVALID
             * @example RELAY_API_NEEDS_TLS
             * @example RELAY_PORT_IN_USE
             * @example RELAY_DATA_DIR_IN_USE
             * @example RELAY_DATA_DIR_UNUSABLE
             * @example RELAY_DATA_DIR_HOLDS_HOST
             */
            code: string;
            /** @description What was wrong, which value, what to do. */
            detail: string;
            property?: string;
            failures?: components["schemas"]["Failure"][];
            changedBy?: {
                actor: string;
                /** Format: date-time */
                at: string;
                action: string;
                properties: string[];
            };
        };
        /** @description Which store an object lives in; another id or epoch is another store. */
        Installation: {
            id: string;
            epoch: number;
        };
        /** @description What the running host enforces once the write is done. */
        Applied: {
            /** @description Host revision in force. */
            revision: number;
            ok: boolean;
            /** @description What is not in force and why, as whole sentences; after a write, of its own object only. */
            problems: string[];
        };
        /** @description Last entry of the hash-chained audit. */
        AuditHead: {
            sequence: number;
            hash: string;
        };
        /** @description A right on the connector that nobody declares. */
        UnmanagedEntry: {
            id: string;
            revision: number;
            principal: string;
            /** @enum {unknown} */
            access: "Allow" | "Deny";
            extendedRights: string[];
            updatedBy: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ReceiveConnectorInput: {
            /** @description Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case. Source: New-ReceiveConnector -Name. */
            name: string;
            /**
             * @description Whether the connector takes part in the choice of a connector; disabled ones still count in conflicts. Source: New-ReceiveConnector -Enabled.
             * @default true
             */
            enabled?: boolean;
            /**
             * @description Free text for people. Source: New-ReceiveConnector -Comment.
             * @default
             */
            comment?: string;
            /** @description Local endpoints that the connector answers on: address:port or [address]:port, where 0.0.0.0 and [::] mean every address. Source: New-ReceiveConnector -Bindings. */
            bindings: string[];
            /** @description Clients that the connector serves: an address, first-last, a CIDR block or address(mask); the smallest matching range of all connectors wins. Source: New-ReceiveConnector -RemoteIPRanges. */
            remoteIpRanges: string[];
            /**
             * @description Groups whose preset rights the connector grants; an empty list means None. Source: New-ReceiveConnector -PermissionGroups.
             * @default [
             *       "None"
             *     ]
             */
            permissionGroups?: ("None" | "AnonymousUsers" | "ExchangeUsers" | "ExchangeServers" | "ExchangeLegacyServers" | "Partners")[];
            /**
             * @description Mechanisms that the connector offers; an empty list means None. Source: New-ReceiveConnector -AuthMechanism.
             * @default [
             *       "Tls"
             *     ]
             */
            authMechanism?: ("None" | "Tls" | "BasicAuth" | "BasicAuthRequireTLS" | "ExternalAuthoritative")[];
            /**
             * @description Whether mail and authentication wait for STARTTLS. Source: New-ReceiveConnector -RequireTLS.
             * @default false
             */
            requireTls?: boolean;
            /**
             * @description Name in the banner, the EHLO reply and Received; null is the host's own name. Source: New-ReceiveConnector -Fqdn.
             * @default null
             */
            fqdn?: string | null;
            /**
             * @description Greeting instead of the default one: one line that starts with 220, at most 512 octets with its line end. Source: New-ReceiveConnector -Banner.
             * @default null
             */
            banner?: string | null;
            /**
             * @description Accepted domain that completes bare addresses; null: they are refused, except postmaster. Source: New-ReceiveConnector -DefaultDomain.
             * @default null
             */
            defaultDomain?: string | null;
            /**
             * @description Certificate for STARTTLS, <I>issuer<S>subject as the certificate has them; null: the one for fqdn. Source: New-ReceiveConnector -TlsCertificateName.
             * @default null
             */
            tlsCertificateName?: string | null;
            /**
             * @description Whether client certificates make Partner sessions for the domains of TransportConfig's tlsReceiveDomainSecureList. Source: New-ReceiveConnector -DomainSecureEnabled.
             * @default false
             */
            domainSecureEnabled?: boolean;
            /**
             * @description Largest message in bytes; the right Bypass-Message-Size-Limit waives it. Source: New-ReceiveConnector -MaxMessageSize.
             * @default 37748736
             */
            maxMessageSize?: number | string;
            /**
             * @description Largest header block in bytes. Source: New-ReceiveConnector -MaxHeaderSize.
             * @default 262144
             */
            maxHeaderSize?: number | string;
            /**
             * @description Most recipients of a message; the others are answered 452 and the message goes on. Source: New-ReceiveConnector -MaxRecipientsPerMessage.
             * @default 200
             */
            maxRecipientsPerMessage?: number;
            /**
             * @description Most Received headers that a message may arrive with. Source: New-ReceiveConnector -MaxHopCount.
             * @default 30
             */
            maxHopCount?: number;
            /**
             * @description Most Received headers that name this host; 0 turns the check off. Source: New-ReceiveConnector -MaxLocalHopCount.
             * @default 8
             */
            maxLocalHopCount?: number;
            /**
             * @description Protocol errors that a connection may make; the next one is answered 421. Source: New-ReceiveConnector -MaxProtocolErrors.
             * @default 5
             */
            maxProtocolErrors?: number | "unlimited";
            /**
             * @description Failed AUTH commands at which the connection is closed; 0: it never is. Source: New-ReceiveConnector -MaxLogonFailures.
             * @default 3
             */
            maxLogonFailures?: number;
            /**
             * @description Longest life of a connection, even a busy one. Source: New-ReceiveConnector -ConnectionTimeout.
             * @default 00:10:00
             */
            connectionTimeout?: string;
            /**
             * @description Longest silence of a connection; shorter than connectionTimeout. Source: New-ReceiveConnector -ConnectionInactivityTimeout.
             * @default 00:05:00
             */
            connectionInactivityTimeout?: string;
            /**
             * @description Most connections of the connector at a time. Source: New-ReceiveConnector -MaxInboundConnection.
             * @default 5000
             */
            maxInboundConnection?: number | "unlimited";
            /**
             * @description Most connections of one client address at a time. Source: New-ReceiveConnector -MaxInboundConnectionPerSource.
             * @default 20
             */
            maxInboundConnectionPerSource?: number | "unlimited";
            /**
             * @description Percent of the connections still available that one client address may have. Source: New-ReceiveConnector -MaxInboundConnectionPercentagePerSource.
             * @default 2
             */
            maxInboundConnectionPercentagePerSource?: number;
            /**
             * @description Most messages a minute of one source; the next one is answered 421 and the connection closed. Source: New-ReceiveConnector -MessageRateLimit.
             * @default unlimited
             */
            messageRateLimit?: number | "unlimited";
            /**
             * @description What messageRateLimit counts by: client address, authenticated user (an anonymous client counts by address), both, or nothing. Source: New-ReceiveConnector -MessageRateSource.
             * @default IPAddress
             * @enum {unknown}
             */
            messageRateSource?: "None" | "IPAddress" | "User" | "All";
            /**
             * @description Delay before 5xx replies to clients that have not authenticated; 00:00:00 turns it off. Source: New-ReceiveConnector -TarpitInterval.
             * @default 00:00:05
             */
            tarpitInterval?: string;
            /**
             * @description Delay before the reply to a failed AUTH; 00:00:00 turns it off. Source: New-ReceiveConnector -AuthTarpitInterval.
             * @default 00:00:05
             */
            authTarpitInterval?: string;
            /**
             * @description Whether SIZE is offered with the largest size, without it, or not at all. Source: New-ReceiveConnector -SizeEnabled.
             * @default Enabled
             * @enum {unknown}
             */
            sizeEnabled?: "Enabled" | "EnabledWithoutValue" | "Disabled";
            /**
             * @description Whether commands may be sent without waiting for each reply (PIPELINING). Source: New-ReceiveConnector -PipeliningEnabled.
             * @default true
             */
            pipeliningEnabled?: boolean;
            /**
             * @description Whether clients may ask for delivery status notifications (DSN). Source: New-ReceiveConnector -DeliveryStatusNotificationEnabled.
             * @default true
             */
            deliveryStatusNotificationEnabled?: boolean;
            /**
             * @description Whether replies carry enhanced status codes (ENHANCEDSTATUSCODES). Source: New-ReceiveConnector -EnhancedStatusCodesEnabled.
             * @default true
             */
            enhancedStatusCodesEnabled?: boolean;
            /**
             * @description Whether BODY=8BITMIME is accepted (8BITMIME). Source: New-ReceiveConnector -EightBitMimeEnabled.
             * @default true
             */
            eightBitMimeEnabled?: boolean;
            /**
             * @description Whether BODY=BINARYMIME is accepted, by BDAT only (BINARYMIME). Source: New-ReceiveConnector -BinaryMimeEnabled.
             * @default true
             */
            binaryMimeEnabled?: boolean;
            /**
             * @description Whether messages may come in chunks (CHUNKING, BDAT). Source: New-ReceiveConnector -ChunkingEnabled.
             * @default true
             */
            chunkingEnabled?: boolean;
            /**
             * @description Whether addresses and headers in UTF-8 are accepted (SMTPUTF8). Source: New-ReceiveConnector -SmtpUtf8Enabled.
             * @default false
             */
            smtpUtf8Enabled?: boolean;
            /**
             * @description Whether a message with a bare CR or LF is refused (Exchange's default is false); otherwise each becomes CRLF, and none ends a message. Source: Set-ReceiveConnector -BareLinefeedRejectionEnabled.
             * @default true
             */
            bareLinefeedRejectionEnabled?: boolean;
            /**
             * @description Whether EHLO and HELO without a domain are refused and the connection closed. Source: New-ReceiveConnector -RequireEHLODomain.
             * @default false
             */
            requireEhloDomain?: boolean;
            /**
             * @description Whether recipients below .test, .example, .invalid and .localhost are refused. Source: New-ReceiveConnector -RejectReservedTopLevelRecipientDomains.
             * @default false
             */
            rejectReservedTopLevelRecipientDomains?: boolean;
            /**
             * @description Whether recipients at example.com, example.net and example.org are refused. Source: New-ReceiveConnector -RejectReservedSecondLevelRecipientDomains.
             * @default false
             */
            rejectReservedSecondLevelRecipientDomains?: boolean;
            /**
             * @description Whether recipients at a domain of one label are refused. Source: New-ReceiveConnector -RejectSingleLabelRecipientDomains.
             * @default false
             */
            rejectSingleLabelRecipientDomains?: boolean;
            /**
             * @description Whether sessions are written to the protocol log. Source: New-ReceiveConnector -ProtocolLoggingLevel.
             * @default None
             * @enum {unknown}
             */
            protocolLoggingLevel?: "None" | "Verbose";
            /**
             * @description Addresses, domains, *.domain or <> that may send here, header senders included; null narrows nothing. Source: this project.
             * @default null
             */
            onlySenders?: string[] | null;
            /**
             * @description Addresses, domains or *.domain that mail may go to, accepted domains included; null narrows nothing. Source: this project.
             * @default null
             */
            onlyRecipients?: string[] | null;
            /**
             * @description From this instant on the connector still matches its ranges and grants nothing; null: never. Source: this project.
             * @default null
             */
            expiresAt?: string | null;
            /**
             * @description Why anonymous or externally secured relay from a wide public range is meant; without it such relay is refused. Source: this project.
             * @default null
             */
            allowWideRelay?: string | null;
            /**
             * @description Who answers for the connector. Source: this project.
             * @default null
             */
            owner?: string | null;
            /**
             * @description Why the connector exists. Source: this project.
             * @default null
             */
            reason?: string | null;
            /**
             * @description Where the connector was asked for. Source: this project.
             * @default null
             */
            ticket?: string | null;
            /**
             * @description Whether the settings are observed only: what would be refused is logged and counted, and what held before goes on being enforced. Only for narrowing. Source: this project.
             * @default false
             */
            observeOnly?: boolean;
        };
        ReceiveConnectorSettings: {
            /** @description Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case. Source: New-ReceiveConnector -Name. */
            name: string;
            /** @description Whether the connector takes part in the choice of a connector; disabled ones still count in conflicts. Source: New-ReceiveConnector -Enabled. */
            enabled: boolean;
            /** @description Free text for people. Source: New-ReceiveConnector -Comment. */
            comment: string;
            /** @description Local endpoints that the connector answers on: address:port or [address]:port, where 0.0.0.0 and [::] mean every address. Source: New-ReceiveConnector -Bindings. */
            bindings: string[];
            /** @description Clients that the connector serves: an address, first-last, a CIDR block or address(mask); the smallest matching range of all connectors wins. Source: New-ReceiveConnector -RemoteIPRanges. */
            remoteIpRanges: string[];
            /** @description Groups whose preset rights the connector grants; an empty list means None. Source: New-ReceiveConnector -PermissionGroups. */
            permissionGroups: ("None" | "AnonymousUsers" | "ExchangeUsers" | "ExchangeServers" | "ExchangeLegacyServers" | "Partners")[];
            /** @description Mechanisms that the connector offers; an empty list means None. Source: New-ReceiveConnector -AuthMechanism. */
            authMechanism: ("None" | "Tls" | "BasicAuth" | "BasicAuthRequireTLS" | "ExternalAuthoritative")[];
            /** @description Whether mail and authentication wait for STARTTLS. Source: New-ReceiveConnector -RequireTLS. */
            requireTls: boolean;
            /** @description Name in the banner, the EHLO reply and Received; null is the host's own name. Source: New-ReceiveConnector -Fqdn. */
            fqdn: string | null;
            /** @description Greeting instead of the default one: one line that starts with 220, at most 512 octets with its line end. Source: New-ReceiveConnector -Banner. */
            banner: string | null;
            /** @description Accepted domain that completes bare addresses; null: they are refused, except postmaster. Source: New-ReceiveConnector -DefaultDomain. */
            defaultDomain: string | null;
            /** @description Certificate for STARTTLS, <I>issuer<S>subject as the certificate has them; null: the one for fqdn. Source: New-ReceiveConnector -TlsCertificateName. */
            tlsCertificateName: string | null;
            /** @description Whether client certificates make Partner sessions for the domains of TransportConfig's tlsReceiveDomainSecureList. Source: New-ReceiveConnector -DomainSecureEnabled. */
            domainSecureEnabled: boolean;
            /** @description Largest message in bytes; the right Bypass-Message-Size-Limit waives it. Source: New-ReceiveConnector -MaxMessageSize. */
            maxMessageSize: number | string;
            /** @description Largest header block in bytes. Source: New-ReceiveConnector -MaxHeaderSize. */
            maxHeaderSize: number | string;
            /** @description Most recipients of a message; the others are answered 452 and the message goes on. Source: New-ReceiveConnector -MaxRecipientsPerMessage. */
            maxRecipientsPerMessage: number;
            /** @description Most Received headers that a message may arrive with. Source: New-ReceiveConnector -MaxHopCount. */
            maxHopCount: number;
            /** @description Most Received headers that name this host; 0 turns the check off. Source: New-ReceiveConnector -MaxLocalHopCount. */
            maxLocalHopCount: number;
            /** @description Protocol errors that a connection may make; the next one is answered 421. Source: New-ReceiveConnector -MaxProtocolErrors. */
            maxProtocolErrors: number | "unlimited";
            /** @description Failed AUTH commands at which the connection is closed; 0: it never is. Source: New-ReceiveConnector -MaxLogonFailures. */
            maxLogonFailures: number;
            /** @description Longest life of a connection, even a busy one. Source: New-ReceiveConnector -ConnectionTimeout. */
            connectionTimeout: string;
            /** @description Longest silence of a connection; shorter than connectionTimeout. Source: New-ReceiveConnector -ConnectionInactivityTimeout. */
            connectionInactivityTimeout: string;
            /** @description Most connections of the connector at a time. Source: New-ReceiveConnector -MaxInboundConnection. */
            maxInboundConnection: number | "unlimited";
            /** @description Most connections of one client address at a time. Source: New-ReceiveConnector -MaxInboundConnectionPerSource. */
            maxInboundConnectionPerSource: number | "unlimited";
            /** @description Percent of the connections still available that one client address may have. Source: New-ReceiveConnector -MaxInboundConnectionPercentagePerSource. */
            maxInboundConnectionPercentagePerSource: number;
            /** @description Most messages a minute of one source; the next one is answered 421 and the connection closed. Source: New-ReceiveConnector -MessageRateLimit. */
            messageRateLimit: number | "unlimited";
            /**
             * @description What messageRateLimit counts by: client address, authenticated user (an anonymous client counts by address), both, or nothing. Source: New-ReceiveConnector -MessageRateSource.
             * @enum {unknown}
             */
            messageRateSource: "None" | "IPAddress" | "User" | "All";
            /** @description Delay before 5xx replies to clients that have not authenticated; 00:00:00 turns it off. Source: New-ReceiveConnector -TarpitInterval. */
            tarpitInterval: string;
            /** @description Delay before the reply to a failed AUTH; 00:00:00 turns it off. Source: New-ReceiveConnector -AuthTarpitInterval. */
            authTarpitInterval: string;
            /**
             * @description Whether SIZE is offered with the largest size, without it, or not at all. Source: New-ReceiveConnector -SizeEnabled.
             * @enum {unknown}
             */
            sizeEnabled: "Enabled" | "EnabledWithoutValue" | "Disabled";
            /** @description Whether commands may be sent without waiting for each reply (PIPELINING). Source: New-ReceiveConnector -PipeliningEnabled. */
            pipeliningEnabled: boolean;
            /** @description Whether clients may ask for delivery status notifications (DSN). Source: New-ReceiveConnector -DeliveryStatusNotificationEnabled. */
            deliveryStatusNotificationEnabled: boolean;
            /** @description Whether replies carry enhanced status codes (ENHANCEDSTATUSCODES). Source: New-ReceiveConnector -EnhancedStatusCodesEnabled. */
            enhancedStatusCodesEnabled: boolean;
            /** @description Whether BODY=8BITMIME is accepted (8BITMIME). Source: New-ReceiveConnector -EightBitMimeEnabled. */
            eightBitMimeEnabled: boolean;
            /** @description Whether BODY=BINARYMIME is accepted, by BDAT only (BINARYMIME). Source: New-ReceiveConnector -BinaryMimeEnabled. */
            binaryMimeEnabled: boolean;
            /** @description Whether messages may come in chunks (CHUNKING, BDAT). Source: New-ReceiveConnector -ChunkingEnabled. */
            chunkingEnabled: boolean;
            /** @description Whether addresses and headers in UTF-8 are accepted (SMTPUTF8). Source: New-ReceiveConnector -SmtpUtf8Enabled. */
            smtpUtf8Enabled: boolean;
            /** @description Whether a message with a bare CR or LF is refused (Exchange's default is false); otherwise each becomes CRLF, and none ends a message. Source: Set-ReceiveConnector -BareLinefeedRejectionEnabled. */
            bareLinefeedRejectionEnabled: boolean;
            /** @description Whether EHLO and HELO without a domain are refused and the connection closed. Source: New-ReceiveConnector -RequireEHLODomain. */
            requireEhloDomain: boolean;
            /** @description Whether recipients below .test, .example, .invalid and .localhost are refused. Source: New-ReceiveConnector -RejectReservedTopLevelRecipientDomains. */
            rejectReservedTopLevelRecipientDomains: boolean;
            /** @description Whether recipients at example.com, example.net and example.org are refused. Source: New-ReceiveConnector -RejectReservedSecondLevelRecipientDomains. */
            rejectReservedSecondLevelRecipientDomains: boolean;
            /** @description Whether recipients at a domain of one label are refused. Source: New-ReceiveConnector -RejectSingleLabelRecipientDomains. */
            rejectSingleLabelRecipientDomains: boolean;
            /**
             * @description Whether sessions are written to the protocol log. Source: New-ReceiveConnector -ProtocolLoggingLevel.
             * @enum {unknown}
             */
            protocolLoggingLevel: "None" | "Verbose";
            /** @description Addresses, domains, *.domain or <> that may send here, header senders included; null narrows nothing. Source: this project. */
            onlySenders: string[] | null;
            /** @description Addresses, domains or *.domain that mail may go to, accepted domains included; null narrows nothing. Source: this project. */
            onlyRecipients: string[] | null;
            /** @description From this instant on the connector still matches its ranges and grants nothing; null: never. Source: this project. */
            expiresAt: string | null;
            /** @description Why anonymous or externally secured relay from a wide public range is meant; without it such relay is refused. Source: this project. */
            allowWideRelay: string | null;
            /** @description Who answers for the connector. Source: this project. */
            owner: string | null;
            /** @description Why the connector exists. Source: this project. */
            reason: string | null;
            /** @description Where the connector was asked for. Source: this project. */
            ticket: string | null;
            /** @description Whether the settings are observed only: what would be refused is logged and counted, and what held before goes on being enforced. Only for narrowing. Source: this project. */
            observeOnly: boolean;
        };
        ReceiveConnector: {
            id: string;
            /** @enum {string} */
            kind: "ReceiveConnector";
            settings: components["schemas"]["ReceiveConnectorSettings"];
            /** @description Host revision of the last change of this object's own fields. */
            revision: number;
            selectionRevision: number;
            owner: {
                stack: string;
                logicalId: string;
            } | null;
            /** @description Where its owner's program declared it, as far as the write that last changed it said. */
            declaredIn: {
                commit: string | null;
                /** @description Relative to the project's folder. */
                file: string | null;
                line: number | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Name of the token that made the last change. */
            updatedBy: string;
            supersededSince: string | null;
            relayLimitedTo: string[] | null;
            /** @description Changes with every new secret. */
            secretVersion: string | null;
            installation: components["schemas"]["Installation"];
            unmanagedEntries: components["schemas"]["UnmanagedEntry"][];
            /** @description Only while observeOnly: what is enforced instead of the settings and rights. */
            enforced?: {
                /** @description As they were before; null: there was no such connector. */
                settings: components["schemas"]["ReceiveConnectorSettings"] | null;
                selectionRevision: number;
                relayLimitedTo: string[] | null;
                /** @description Explicit entries as they were before. */
                entries: {
                    /** @enum {string} */
                    kind: "ConnectorPermission";
                    id: string;
                    settings: components["schemas"]["ConnectorPermissionSettings"];
                    revision: number;
                    selectionRevision: number;
                    owner: {
                        stack: string;
                        logicalId: string;
                    } | null;
                    relayLimitedTo: string[] | null;
                    secretVersion: string | null;
                }[];
                declaredRanges: string[];
                /** @description Epoch milliseconds at which observing began. */
                since: number;
            };
            /**
             * @description Only when the request carries Relay-Stack and Relay-Owner-Token.
             * @enum {unknown}
             */
            ownership?: "yours" | "foreign" | "unowned";
            applied?: components["schemas"]["Applied"];
            audit?: components["schemas"]["AuditHead"];
            /** @description Only on writes: things worth telling the user. */
            notices?: string[];
        };
        ConnectorPermissionInput: {
            /** @description The receive connector: its id (in a config document its name). Source: Add-ADPermission -Identity. */
            connector: string;
            /** @description Whom the entry concerns, by name with its prefix or by SID, such as NT AUTHORITY\ANONYMOUS LOGON. Source: Add-ADPermission -User. */
            principal: string;
            /**
             * @description Whether the rights are given or taken; a Deny wins over every Allow. Source: Add-ADPermission -Deny.
             * @default Allow
             * @enum {unknown}
             */
            access?: "Allow" | "Deny";
            /** @description The extended rights, at least one, such as ms-Exch-SMTP-Accept-Any-Recipient. Source: Add-ADPermission -ExtendedRights. */
            extendedRights: ("ms-Exch-SMTP-Submit" | "ms-Exch-SMTP-Accept-Any-Recipient" | "ms-Exch-SMTP-Accept-Any-Sender" | "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender" | "ms-Exch-SMTP-Accept-Authentication-Flag" | "ms-Exch-Accept-Headers-Routing" | "ms-Exch-Accept-Headers-Organization" | "ms-Exch-Accept-Headers-Forest" | "ms-Exch-Bypass-Anti-Spam" | "ms-Exch-Bypass-Message-Size-Limit" | "ms-Exch-SMTP-Accept-Exch50")[];
            /**
             * @description From this instant on the entry allows nothing; null: never. A Deny has none. Source: this project.
             * @default null
             */
            expiresAt?: string | null;
            /**
             * @description Who answers for the entry. Source: this project.
             * @default null
             */
            owner?: string | null;
            /**
             * @description Why the entry exists. Source: this project.
             * @default null
             */
            reason?: string | null;
            /**
             * @description Where the entry was asked for. Source: this project.
             * @default null
             */
            ticket?: string | null;
        };
        ConnectorPermissionSettings: {
            /** @description The receive connector: its id (in a config document its name). Source: Add-ADPermission -Identity. */
            connector: string;
            /** @description Whom the entry concerns, by name with its prefix or by SID, such as NT AUTHORITY\ANONYMOUS LOGON. Source: Add-ADPermission -User. */
            principal: string;
            /**
             * @description Whether the rights are given or taken; a Deny wins over every Allow. Source: Add-ADPermission -Deny.
             * @enum {unknown}
             */
            access: "Allow" | "Deny";
            /** @description The extended rights, at least one, such as ms-Exch-SMTP-Accept-Any-Recipient. Source: Add-ADPermission -ExtendedRights. */
            extendedRights: ("ms-Exch-SMTP-Submit" | "ms-Exch-SMTP-Accept-Any-Recipient" | "ms-Exch-SMTP-Accept-Any-Sender" | "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender" | "ms-Exch-SMTP-Accept-Authentication-Flag" | "ms-Exch-Accept-Headers-Routing" | "ms-Exch-Accept-Headers-Organization" | "ms-Exch-Accept-Headers-Forest" | "ms-Exch-Bypass-Anti-Spam" | "ms-Exch-Bypass-Message-Size-Limit" | "ms-Exch-SMTP-Accept-Exch50")[];
            /** @description From this instant on the entry allows nothing; null: never. A Deny has none. Source: this project. */
            expiresAt: string | null;
            /** @description Who answers for the entry. Source: this project. */
            owner: string | null;
            /** @description Why the entry exists. Source: this project. */
            reason: string | null;
            /** @description Where the entry was asked for. Source: this project. */
            ticket: string | null;
        };
        ConnectorPermission: {
            id: string;
            /** @enum {string} */
            kind: "ConnectorPermission";
            settings: components["schemas"]["ConnectorPermissionSettings"];
            /** @description Host revision of the last change of this object's own fields. */
            revision: number;
            selectionRevision: number;
            owner: {
                stack: string;
                logicalId: string;
            } | null;
            /** @description Where its owner's program declared it, as far as the write that last changed it said. */
            declaredIn: {
                commit: string | null;
                /** @description Relative to the project's folder. */
                file: string | null;
                line: number | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Name of the token that made the last change. */
            updatedBy: string;
            supersededSince: string | null;
            relayLimitedTo: string[] | null;
            /** @description Changes with every new secret. */
            secretVersion: string | null;
            installation: components["schemas"]["Installation"];
            /**
             * @description Only when the request carries Relay-Stack and Relay-Owner-Token.
             * @enum {unknown}
             */
            ownership?: "yours" | "foreign" | "unowned";
            applied?: components["schemas"]["Applied"];
            audit?: components["schemas"]["AuditHead"];
            /** @description Only on writes: things worth telling the user. */
            notices?: string[];
        };
        AcceptedDomainInput: {
            /** @description The domain: contoso.com exactly, *.contoso.com any depth below it, or * everything. Source: New-AcceptedDomain -DomainName. */
            domainName: string;
            /**
             * @description Whether the domain's mailboxes are all ours, partly ours, or somebody's whom we relay for; all three accept mail. Source: New-AcceptedDomain -DomainType.
             * @default Authoritative
             * @enum {unknown}
             */
            domainType?: "Authoritative" | "InternalRelay" | "ExternalRelay";
            /**
             * @description Whether every domain below it is meant too. Source: New-AcceptedDomain -MatchSubDomains.
             * @default false
             */
            matchSubDomains?: boolean;
            /**
             * @description Why a wildcard on everything, a top-level domain or a public suffix is meant; without it such a domain is refused. Source: this project.
             * @default null
             */
            allowWideRelay?: string | null;
            /**
             * @description Who answers for the domain. Source: this project.
             * @default null
             */
            owner?: string | null;
            /**
             * @description Why mail for the domain is taken. Source: this project.
             * @default null
             */
            reason?: string | null;
            /**
             * @description Where the domain was asked for. Source: this project.
             * @default null
             */
            ticket?: string | null;
        };
        AcceptedDomainSettings: {
            /** @description The domain: contoso.com exactly, *.contoso.com any depth below it, or * everything. Source: New-AcceptedDomain -DomainName. */
            domainName: string;
            /**
             * @description Whether the domain's mailboxes are all ours, partly ours, or somebody's whom we relay for; all three accept mail. Source: New-AcceptedDomain -DomainType.
             * @enum {unknown}
             */
            domainType: "Authoritative" | "InternalRelay" | "ExternalRelay";
            /** @description Whether every domain below it is meant too. Source: New-AcceptedDomain -MatchSubDomains. */
            matchSubDomains: boolean;
            /** @description Why a wildcard on everything, a top-level domain or a public suffix is meant; without it such a domain is refused. Source: this project. */
            allowWideRelay: string | null;
            /** @description Who answers for the domain. Source: this project. */
            owner: string | null;
            /** @description Why mail for the domain is taken. Source: this project. */
            reason: string | null;
            /** @description Where the domain was asked for. Source: this project. */
            ticket: string | null;
        };
        AcceptedDomain: {
            id: string;
            /** @enum {string} */
            kind: "AcceptedDomain";
            settings: components["schemas"]["AcceptedDomainSettings"];
            /** @description Host revision of the last change of this object's own fields. */
            revision: number;
            selectionRevision: number;
            owner: {
                stack: string;
                logicalId: string;
            } | null;
            /** @description Where its owner's program declared it, as far as the write that last changed it said. */
            declaredIn: {
                commit: string | null;
                /** @description Relative to the project's folder. */
                file: string | null;
                line: number | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Name of the token that made the last change. */
            updatedBy: string;
            supersededSince: string | null;
            relayLimitedTo: string[] | null;
            /** @description Changes with every new secret. */
            secretVersion: string | null;
            installation: components["schemas"]["Installation"];
            /**
             * @description Only when the request carries Relay-Stack and Relay-Owner-Token.
             * @enum {unknown}
             */
            ownership?: "yours" | "foreign" | "unowned";
            applied?: components["schemas"]["Applied"];
            audit?: components["schemas"]["AuditHead"];
            /** @description Only on writes: things worth telling the user. */
            notices?: string[];
        };
        SendConnectorInput: {
            /** @description Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case. Source: New-SendConnector -Name. */
            name: string;
            /**
             * @description Whether the connector is used as a route. Source: New-SendConnector -Enabled.
             * @default true
             */
            enabled?: boolean;
            /**
             * @description Free text for people. Source: New-SendConnector -Comment.
             * @default
             */
            comment?: string;
            /** @description Recipient domains that the connector is for: SMTP:domain;cost, where the domain is x, *.x (any depth below), -- (this host's own accepted domains) or *, and the cost is 1 when left out. Source: New-SendConnector -AddressSpaces. */
            addressSpaces: string[];
            /**
             * @description Whether mail goes to the MX hosts of the recipient's domain instead of smart hosts. Source: New-SendConnector -DNSRoutingEnabled.
             * @default false
             */
            dnsRoutingEnabled?: boolean;
            /**
             * @description Hosts that mail is handed to: host:port or [address]:port, with ;weight from 0 to 1000 for another share than 1 (0 is a spare); the port is 25 when left out. Source: New-SendConnector -SmartHosts.
             * @default []
             */
            smartHosts?: string[];
            /**
             * @description Port of MX hosts; smart hosts name their own. Source: New-SendConnector -Port.
             * @default 25
             */
            port?: number;
            /**
             * @description Local address that connections are made from; null: the system's choice. Source: New-SendConnector -SourceIPAddress.
             * @default null
             */
            sourceIpAddress?: string | null;
            /**
             * @description Name in EHLO; null is the host's own name. Source: New-SendConnector -Fqdn.
             * @default null
             */
            fqdn?: string | null;
            /**
             * @description Whether the next host must encrypt; see tlsAuthLevel for its certificate. Source: New-SendConnector -RequireTLS.
             * @default true
             */
            requireTls?: boolean;
            /**
             * @description How far the next host must prove itself; null: EncryptionOnly with requireTls, else Opportunistic (TLS where it is offered). Source: New-SendConnector -TlsAuthLevel.
             * @default null
             */
            tlsAuthLevel?: ("Opportunistic" | "EncryptionOnly" | "CertificateValidation" | "DomainValidation") | null;
            /**
             * @description Name that the next host's certificate must have, with DomainValidation; null: the next host's name. Source: New-SendConnector -TlsDomain.
             * @default null
             */
            tlsDomain?: string | null;
            /**
             * @description PEM certificates of issuers that are trusted beside the system's. Source: this project.
             * @default null
             */
            caCertificate?: string | null;
            /**
             * @description Whether STARTTLS is left alone even where it is offered. Source: New-SendConnector -IgnoreSTARTTLS.
             * @default false
             */
            ignoreStartTls?: boolean;
            /**
             * @description How this host logs in at the smart hosts. Source: New-SendConnector -SmartHostAuthMechanism.
             * @default None
             * @enum {unknown}
             */
            smartHostAuthMechanism?: "None" | "BasicAuth" | "BasicAuthRequireTLS";
            /**
             * @description Account at the smart hosts; its password is the secret input password. Source: New-SendConnector -AuthenticationCredential.
             * @default null
             */
            username?: string | null;
            /**
             * @description Most connections to one host at a time. Source: Set-TransportService -MaxPerDomainOutboundConnections.
             * @default 20
             */
            maxConnectionsPerHost?: number;
            /**
             * @description Most messages a minute to one host. Source: this project.
             * @default unlimited
             */
            maxMessagesPerMinutePerHost?: number | "unlimited";
            /**
             * @description Most messages over one connection (Exchange's default is 20). Source: New-SendConnector -SmtpMaxMessagesPerConnection.
             * @default 1000
             */
            smtpMaxMessagesPerConnection?: number | "unlimited";
            /**
             * @description How long an idle connection is kept before it ends with QUIT. Source: New-SendConnector -ConnectionInactivityTimeOut.
             * @default 00:10:00
             */
            connectionInactivityTimeout?: string;
            /**
             * @description Longest wait before a message that a next host put off is tried again; the first wait is a minute, each further one twice as long (Exchange waits 15 minutes each time). Source: Set-TransportService -MessageRetryInterval.
             * @default 01:00:00
             */
            messageRetryInterval?: string;
            /**
             * @description Longest wait before a host that does not work is tried again, for the first times; the waits begin with a second and double. Source: Set-TransportService -TransientFailureRetryInterval.
             * @default 00:05:00
             */
            transientFailureRetryInterval?: string;
            /**
             * @description How many waits may be as long as transientFailureRetryInterval before they are outboundConnectionFailureRetryInterval. Source: Set-TransportService -TransientFailureRetryCount.
             * @default 6
             */
            transientFailureRetryCount?: number;
            /**
             * @description Wait between later tries of a host that does not work. Source: Set-TransportService -OutboundConnectionFailureRetryInterval.
             * @default 00:10:00
             */
            outboundConnectionFailureRetryInterval?: string;
            /**
             * @description Largest message in bytes that is sent (Exchange's default is 35 MB). Source: New-SendConnector -MaxMessageSize.
             * @default unlimited
             */
            maxMessageSize?: (number | string) | "unlimited";
            /**
             * @description Rights of the next host: routing, organization and forest headers leave only with theirs. Source: Send connectors (concept page), permissions.
             * @default [
             *       "ms-Exch-Send-Headers-Routing"
             *     ]
             */
            extendedRights?: ("ms-Exch-Send-Headers-Routing" | "ms-Exch-Send-Headers-Organization" | "ms-Exch-Send-Headers-Forest")[];
            /**
             * @description Who answers for the route. Source: this project.
             * @default null
             */
            owner?: string | null;
            /**
             * @description Why the route exists. Source: this project.
             * @default null
             */
            reason?: string | null;
            /**
             * @description Where the route was asked for. Source: this project.
             * @default null
             */
            ticket?: string | null;
        };
        SendConnectorSettings: {
            /** @description Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case. Source: New-SendConnector -Name. */
            name: string;
            /** @description Whether the connector is used as a route. Source: New-SendConnector -Enabled. */
            enabled: boolean;
            /** @description Free text for people. Source: New-SendConnector -Comment. */
            comment: string;
            /** @description Recipient domains that the connector is for: SMTP:domain;cost, where the domain is x, *.x (any depth below), -- (this host's own accepted domains) or *, and the cost is 1 when left out. Source: New-SendConnector -AddressSpaces. */
            addressSpaces: string[];
            /** @description Whether mail goes to the MX hosts of the recipient's domain instead of smart hosts. Source: New-SendConnector -DNSRoutingEnabled. */
            dnsRoutingEnabled: boolean;
            /** @description Hosts that mail is handed to: host:port or [address]:port, with ;weight from 0 to 1000 for another share than 1 (0 is a spare); the port is 25 when left out. Source: New-SendConnector -SmartHosts. */
            smartHosts: string[];
            /** @description Port of MX hosts; smart hosts name their own. Source: New-SendConnector -Port. */
            port: number;
            /** @description Local address that connections are made from; null: the system's choice. Source: New-SendConnector -SourceIPAddress. */
            sourceIpAddress: string | null;
            /** @description Name in EHLO; null is the host's own name. Source: New-SendConnector -Fqdn. */
            fqdn: string | null;
            /** @description Whether the next host must encrypt; see tlsAuthLevel for its certificate. Source: New-SendConnector -RequireTLS. */
            requireTls: boolean;
            /** @description How far the next host must prove itself; null: EncryptionOnly with requireTls, else Opportunistic (TLS where it is offered). Source: New-SendConnector -TlsAuthLevel. */
            tlsAuthLevel: ("Opportunistic" | "EncryptionOnly" | "CertificateValidation" | "DomainValidation") | null;
            /** @description Name that the next host's certificate must have, with DomainValidation; null: the next host's name. Source: New-SendConnector -TlsDomain. */
            tlsDomain: string | null;
            /** @description PEM certificates of issuers that are trusted beside the system's. Source: this project. */
            caCertificate: string | null;
            /** @description Whether STARTTLS is left alone even where it is offered. Source: New-SendConnector -IgnoreSTARTTLS. */
            ignoreStartTls: boolean;
            /**
             * @description How this host logs in at the smart hosts. Source: New-SendConnector -SmartHostAuthMechanism.
             * @enum {unknown}
             */
            smartHostAuthMechanism: "None" | "BasicAuth" | "BasicAuthRequireTLS";
            /** @description Account at the smart hosts; its password is the secret input password. Source: New-SendConnector -AuthenticationCredential. */
            username: string | null;
            /** @description Most connections to one host at a time. Source: Set-TransportService -MaxPerDomainOutboundConnections. */
            maxConnectionsPerHost: number;
            /** @description Most messages a minute to one host. Source: this project. */
            maxMessagesPerMinutePerHost: number | "unlimited";
            /** @description Most messages over one connection (Exchange's default is 20). Source: New-SendConnector -SmtpMaxMessagesPerConnection. */
            smtpMaxMessagesPerConnection: number | "unlimited";
            /** @description How long an idle connection is kept before it ends with QUIT. Source: New-SendConnector -ConnectionInactivityTimeOut. */
            connectionInactivityTimeout: string;
            /** @description Longest wait before a message that a next host put off is tried again; the first wait is a minute, each further one twice as long (Exchange waits 15 minutes each time). Source: Set-TransportService -MessageRetryInterval. */
            messageRetryInterval: string;
            /** @description Longest wait before a host that does not work is tried again, for the first times; the waits begin with a second and double. Source: Set-TransportService -TransientFailureRetryInterval. */
            transientFailureRetryInterval: string;
            /** @description How many waits may be as long as transientFailureRetryInterval before they are outboundConnectionFailureRetryInterval. Source: Set-TransportService -TransientFailureRetryCount. */
            transientFailureRetryCount: number;
            /** @description Wait between later tries of a host that does not work. Source: Set-TransportService -OutboundConnectionFailureRetryInterval. */
            outboundConnectionFailureRetryInterval: string;
            /** @description Largest message in bytes that is sent (Exchange's default is 35 MB). Source: New-SendConnector -MaxMessageSize. */
            maxMessageSize: (number | string) | "unlimited";
            /** @description Rights of the next host: routing, organization and forest headers leave only with theirs. Source: Send connectors (concept page), permissions. */
            extendedRights: ("ms-Exch-Send-Headers-Routing" | "ms-Exch-Send-Headers-Organization" | "ms-Exch-Send-Headers-Forest")[];
            /** @description Who answers for the route. Source: this project. */
            owner: string | null;
            /** @description Why the route exists. Source: this project. */
            reason: string | null;
            /** @description Where the route was asked for. Source: this project. */
            ticket: string | null;
        };
        SendConnector: {
            id: string;
            /** @enum {string} */
            kind: "SendConnector";
            settings: components["schemas"]["SendConnectorSettings"];
            /** @description Host revision of the last change of this object's own fields. */
            revision: number;
            selectionRevision: number;
            owner: {
                stack: string;
                logicalId: string;
            } | null;
            /** @description Where its owner's program declared it, as far as the write that last changed it said. */
            declaredIn: {
                commit: string | null;
                /** @description Relative to the project's folder. */
                file: string | null;
                line: number | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Name of the token that made the last change. */
            updatedBy: string;
            supersededSince: string | null;
            relayLimitedTo: string[] | null;
            /** @description Changes with every new secret. */
            secretVersion: string | null;
            installation: components["schemas"]["Installation"];
            /**
             * @description Only when the request carries Relay-Stack and Relay-Owner-Token.
             * @enum {unknown}
             */
            ownership?: "yours" | "foreign" | "unowned";
            applied?: components["schemas"]["Applied"];
            audit?: components["schemas"]["AuditHead"];
            /** @description Only on writes: things worth telling the user. */
            notices?: string[];
        };
        RelayUserInput: {
            /** @description Name for SMTP AUTH and for permissions: at most 64 characters without a backslash, unique with the group names without regard to case. Source: this project. */
            username: string;
            /**
             * @description Whether the account may log in. Source: this project.
             * @default true
             */
            enabled?: boolean;
            /**
             * @description Free text for people. Source: this project.
             * @default
             */
            comment?: string;
            /**
             * @description Relay groups that the account belongs to. Source: this project.
             * @default []
             */
            groups?: string[];
            /**
             * @description Addresses, and domains exactly, that the account may send as beside what its rights say (Exchange's Send As). Source: Add-ADPermission -ExtendedRights Send-As.
             * @default []
             */
            allowedSenders?: string[];
            /**
             * @description SHA-256 fingerprints of client certificates that stand for the account in STARTTLS. Source: this project.
             * @default []
             */
            clientCertificates?: string[];
            /**
             * @description How long the former password stays good after a new one is set. Source: this project.
             * @default 00:00:00
             */
            passwordOverlap?: string;
            /**
             * @description Who answers for the account. Source: this project.
             * @default null
             */
            owner?: string | null;
            /**
             * @description Why the account exists. Source: this project.
             * @default null
             */
            reason?: string | null;
            /**
             * @description Where the account was asked for. Source: this project.
             * @default null
             */
            ticket?: string | null;
        };
        RelayUserSettings: {
            /** @description Name for SMTP AUTH and for permissions: at most 64 characters without a backslash, unique with the group names without regard to case. Source: this project. */
            username: string;
            /** @description Whether the account may log in. Source: this project. */
            enabled: boolean;
            /** @description Free text for people. Source: this project. */
            comment: string;
            /** @description Relay groups that the account belongs to. Source: this project. */
            groups: string[];
            /** @description Addresses, and domains exactly, that the account may send as beside what its rights say (Exchange's Send As). Source: Add-ADPermission -ExtendedRights Send-As. */
            allowedSenders: string[];
            /** @description SHA-256 fingerprints of client certificates that stand for the account in STARTTLS. Source: this project. */
            clientCertificates: string[];
            /** @description How long the former password stays good after a new one is set. Source: this project. */
            passwordOverlap: string;
            /** @description Who answers for the account. Source: this project. */
            owner: string | null;
            /** @description Why the account exists. Source: this project. */
            reason: string | null;
            /** @description Where the account was asked for. Source: this project. */
            ticket: string | null;
        };
        RelayUser: {
            id: string;
            /** @enum {string} */
            kind: "RelayUser";
            settings: components["schemas"]["RelayUserSettings"];
            /** @description Host revision of the last change of this object's own fields. */
            revision: number;
            selectionRevision: number;
            owner: {
                stack: string;
                logicalId: string;
            } | null;
            /** @description Where its owner's program declared it, as far as the write that last changed it said. */
            declaredIn: {
                commit: string | null;
                /** @description Relative to the project's folder. */
                file: string | null;
                line: number | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Name of the token that made the last change. */
            updatedBy: string;
            supersededSince: string | null;
            relayLimitedTo: string[] | null;
            /** @description Changes with every new secret. */
            secretVersion: string | null;
            installation: components["schemas"]["Installation"];
            /**
             * @description Only when the request carries Relay-Stack and Relay-Owner-Token.
             * @enum {unknown}
             */
            ownership?: "yours" | "foreign" | "unowned";
            applied?: components["schemas"]["Applied"];
            audit?: components["schemas"]["AuditHead"];
            /** @description Only on writes: things worth telling the user. */
            notices?: string[];
        };
        RelayGroupInput: {
            /** @description Name for accounts and permissions: at most 64 characters without a backslash, unique with the account names without regard to case. Source: this project. */
            name: string;
            /**
             * @description Free text for people. Source: this project.
             * @default
             */
            comment?: string;
            /**
             * @description Who answers for the group. Source: this project.
             * @default null
             */
            owner?: string | null;
            /**
             * @description Why the group exists. Source: this project.
             * @default null
             */
            reason?: string | null;
            /**
             * @description Where the group was asked for. Source: this project.
             * @default null
             */
            ticket?: string | null;
        };
        RelayGroupSettings: {
            /** @description Name for accounts and permissions: at most 64 characters without a backslash, unique with the account names without regard to case. Source: this project. */
            name: string;
            /** @description Free text for people. Source: this project. */
            comment: string;
            /** @description Who answers for the group. Source: this project. */
            owner: string | null;
            /** @description Why the group exists. Source: this project. */
            reason: string | null;
            /** @description Where the group was asked for. Source: this project. */
            ticket: string | null;
        };
        RelayGroup: {
            id: string;
            /** @enum {string} */
            kind: "RelayGroup";
            settings: components["schemas"]["RelayGroupSettings"];
            /** @description Host revision of the last change of this object's own fields. */
            revision: number;
            selectionRevision: number;
            owner: {
                stack: string;
                logicalId: string;
            } | null;
            /** @description Where its owner's program declared it, as far as the write that last changed it said. */
            declaredIn: {
                commit: string | null;
                /** @description Relative to the project's folder. */
                file: string | null;
                line: number | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Name of the token that made the last change. */
            updatedBy: string;
            supersededSince: string | null;
            relayLimitedTo: string[] | null;
            /** @description Changes with every new secret. */
            secretVersion: string | null;
            installation: components["schemas"]["Installation"];
            /**
             * @description Only when the request carries Relay-Stack and Relay-Owner-Token.
             * @enum {unknown}
             */
            ownership?: "yours" | "foreign" | "unowned";
            applied?: components["schemas"]["Applied"];
            audit?: components["schemas"]["AuditHead"];
            /** @description Only on writes: things worth telling the user. */
            notices?: string[];
        };
        TransportConfigInput: {
            /**
             * @description Reply texts of Exchange 2007 to 2013 (550 5.7.1 Unable to relay) or of later versions (550 5.7.54). Source: this project.
             * @default classic
             * @enum {unknown}
             */
            dialect?: "classic" | "modern";
            /**
             * @description Most new connections of the host in a minute; Exchange has 1,200. Source: Set-TransportService -MaxConnectionRatePerMinute.
             * @default 12000
             */
            maxConnectionRatePerMinute?: number | "unlimited";
            /**
             * @description Sender domains, exactly, that need a client certificate on connectors with domainSecureEnabled. Source: Set-TransportConfig -TLSReceiveDomainSecureList.
             * @default []
             */
            tlsReceiveDomainSecureList?: string[];
            /**
             * @description Relay refusals that a connection may collect; the next one is answered 421. Source: this project.
             * @default 20
             */
            maxRelayRefusals?: number;
            /**
             * @description Address that a bare postmaster means; its domain must be an accepted domain. Source: Set-TransportConfig -ExternalPostmasterAddress; RFC 5321 section 4.5.1.
             * @default null
             */
            postmaster?: string | null;
            /**
             * @description How long a message may stay undelivered before it is given up or held (failedMail). Source: Set-TransportService -MessageExpirationTimeout.
             * @default 2.00:00:00
             */
            messageExpiration?: string;
            /**
             * @description How long a message may wait before its sender is told that it is late. Source: Set-TransportService -DelayNotificationTimeout.
             * @default 04:00:00
             */
            delayNotificationTimeout?: string;
            /**
             * @description What becomes of mail that cannot be delivered: notify tells its sender, notifyAuthorized does so for clients that may relay and holds the rest, hold keeps all of it. Source: this project.
             * @default notifyAuthorized
             * @enum {unknown}
             */
            failedMail?: "notify" | "notifyAuthorized" | "hold";
            /**
             * @description Whether senders at accepted domains are told that their mail is late. Source: Set-TransportConfig -InternalDelayDsnEnabled.
             * @default true
             */
            internalDelayDsnEnabled?: boolean;
            /**
             * @description Whether other senders are told that their mail is late. Source: Set-TransportConfig -ExternalDelayDsnEnabled.
             * @default true
             */
            externalDelayDsnEnabled?: boolean;
            /**
             * @description Largest message in bytes that goes back whole to a sender at an accepted domain; of larger ones the header does. Source: Set-TransportConfig -InternalDsnMaxMessageAttachSize.
             * @default 10485760
             */
            internalDsnMaxMessageAttachSize?: number | string;
            /**
             * @description Largest message in bytes that goes back whole to another sender; of larger ones the header does. Source: Set-TransportConfig -ExternalDsnMaxMessageAttachSize.
             * @default 10485760
             */
            externalDsnMaxMessageAttachSize?: number | string;
            /**
             * @description Status codes such as 5.7.1 whose notifications the postmaster gets a copy of. Source: Set-TransportConfig -GenerateCopyOfDSNFor.
             * @default []
             */
            generateCopyOfDsnFor?: string[];
            /**
             * @description Networks whose PROXY header is believed; public ones and ones wider than /24 (IPv6: /64) need reason. Source: this project.
             * @default []
             */
            trustedProxies?: string[];
            /**
             * @description Why trusted proxies may be public or a wide network. Source: this project.
             * @default null
             */
            reason?: string | null;
        };
        TransportConfigSettings: {
            /**
             * @description Reply texts of Exchange 2007 to 2013 (550 5.7.1 Unable to relay) or of later versions (550 5.7.54). Source: this project.
             * @enum {unknown}
             */
            dialect: "classic" | "modern";
            /** @description Most new connections of the host in a minute; Exchange has 1,200. Source: Set-TransportService -MaxConnectionRatePerMinute. */
            maxConnectionRatePerMinute: number | "unlimited";
            /** @description Sender domains, exactly, that need a client certificate on connectors with domainSecureEnabled. Source: Set-TransportConfig -TLSReceiveDomainSecureList. */
            tlsReceiveDomainSecureList: string[];
            /** @description Relay refusals that a connection may collect; the next one is answered 421. Source: this project. */
            maxRelayRefusals: number;
            /** @description Address that a bare postmaster means; its domain must be an accepted domain. Source: Set-TransportConfig -ExternalPostmasterAddress; RFC 5321 section 4.5.1. */
            postmaster: string | null;
            /** @description How long a message may stay undelivered before it is given up or held (failedMail). Source: Set-TransportService -MessageExpirationTimeout. */
            messageExpiration: string;
            /** @description How long a message may wait before its sender is told that it is late. Source: Set-TransportService -DelayNotificationTimeout. */
            delayNotificationTimeout: string;
            /**
             * @description What becomes of mail that cannot be delivered: notify tells its sender, notifyAuthorized does so for clients that may relay and holds the rest, hold keeps all of it. Source: this project.
             * @enum {unknown}
             */
            failedMail: "notify" | "notifyAuthorized" | "hold";
            /** @description Whether senders at accepted domains are told that their mail is late. Source: Set-TransportConfig -InternalDelayDsnEnabled. */
            internalDelayDsnEnabled: boolean;
            /** @description Whether other senders are told that their mail is late. Source: Set-TransportConfig -ExternalDelayDsnEnabled. */
            externalDelayDsnEnabled: boolean;
            /** @description Largest message in bytes that goes back whole to a sender at an accepted domain; of larger ones the header does. Source: Set-TransportConfig -InternalDsnMaxMessageAttachSize. */
            internalDsnMaxMessageAttachSize: number | string;
            /** @description Largest message in bytes that goes back whole to another sender; of larger ones the header does. Source: Set-TransportConfig -ExternalDsnMaxMessageAttachSize. */
            externalDsnMaxMessageAttachSize: number | string;
            /** @description Status codes such as 5.7.1 whose notifications the postmaster gets a copy of. Source: Set-TransportConfig -GenerateCopyOfDSNFor. */
            generateCopyOfDsnFor: string[];
            /** @description Networks whose PROXY header is believed; public ones and ones wider than /24 (IPv6: /64) need reason. Source: this project. */
            trustedProxies: string[];
            /** @description Why trusted proxies may be public or a wide network. Source: this project. */
            reason: string | null;
        };
        TransportConfig: {
            id: string;
            /** @enum {string} */
            kind: "TransportConfig";
            settings: components["schemas"]["TransportConfigSettings"];
            /** @description Host revision of the last change of this object's own fields. */
            revision: number;
            selectionRevision: number;
            owner: {
                stack: string;
                logicalId: string;
            } | null;
            /** @description Where its owner's program declared it, as far as the write that last changed it said. */
            declaredIn: {
                commit: string | null;
                /** @description Relative to the project's folder. */
                file: string | null;
                line: number | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Name of the token that made the last change. */
            updatedBy: string;
            supersededSince: string | null;
            relayLimitedTo: string[] | null;
            /** @description Changes with every new secret. */
            secretVersion: string | null;
            installation: components["schemas"]["Installation"];
            /**
             * @description Only when the request carries Relay-Stack and Relay-Owner-Token.
             * @enum {unknown}
             */
            ownership?: "yours" | "foreign" | "unowned";
            applied?: components["schemas"]["Applied"];
            audit?: components["schemas"]["AuditHead"];
            /** @description Only on writes: things worth telling the user. */
            notices?: string[];
        };
        EffectivePermissions: {
            /** @description Revision in force that was asked. */
            revision: number;
            connectorId: string;
            connectorName: string;
            /** @description By principal; of one account when a user was named. */
            permissions: {
                /** @description One principal, or all that a session of the account has. */
                principals: string[];
                granted: {
                    right: string;
                    /** @description What decided; never told to the client. */
                    by: {
                        connectorId?: string;
                        connectorName?: string;
                        range?: string;
                        right?: string;
                        principal?: string;
                        entry?: string;
                        acceptedDomain?: string;
                    };
                }[];
                /** @description Rights that a Deny takes away; it wins over every Allow. */
                denied: {
                    right: string;
                    /** @description What decided; never told to the client. */
                    by: {
                        connectorId?: string;
                        connectorName?: string;
                        range?: string;
                        right?: string;
                        principal?: string;
                        entry?: string;
                        acceptedDomain?: string;
                    };
                }[];
            }[];
        };
        Explanation: {
            /** @description Revision in force that decided. */
            revision: number;
            client: string;
            local: {
                address: string;
                port: number;
            };
            /** @description Ranges that contain the client, the best first; then those of connectors that are not asked here. */
            candidates: {
                connectorId: string;
                connectorName: string;
                range: string;
                binding: string;
                /** @description The connector has given the range up and only bridges the move. */
                isHeld: boolean;
                /** @enum {unknown} */
                outcome: "chosen" | "superseded" | "less-specific" | "other-binding" | "disabled";
                /** @description Name of the newer connector. */
                supersededBy: string | null;
                /** @description Why it was chosen or not, in words. */
                why: string;
            }[];
            /** @description Command by command; the last one decided. */
            steps: {
                /** @enum {unknown} */
                step: "connect" | "ehlo" | "starttls" | "auth" | "credentials" | "mail" | "rcpt" | "headers" | "message";
                /** @enum {unknown} */
                action: "accept" | "reject" | "close";
                reason: string;
                reply: {
                    code: number;
                    enhancedCode: string;
                    text: string;
                };
                /** @description The reply as the client sees it. */
                replyLine: string;
                /** @description What decided; never told to the client. */
                by: {
                    connectorId?: string;
                    connectorName?: string;
                    range?: string;
                    right?: string;
                    principal?: string;
                    entry?: string;
                    acceptedDomain?: string;
                };
                /** @description In the order in which they are made. */
                checks: {
                    /** @description What the command is judged by. */
                    check: string;
                    /** @description What was found, in words. */
                    finding: string;
                    /** @enum {unknown} */
                    outcome: "passed" | "decided" | "not-reached";
                }[];
            }[];
            identity: {
                name: string;
                /** @enum {unknown} */
                kind: "anonymous" | "externally-secured" | "authenticated" | "partner";
                /** @description Whose entries count. */
                principals: string[];
            } | null;
            rights: {
                granted: {
                    right: string;
                    /** @description What decided; never told to the client. */
                    by: {
                        connectorId?: string;
                        connectorName?: string;
                        range?: string;
                        right?: string;
                        principal?: string;
                        entry?: string;
                        acceptedDomain?: string;
                    };
                }[];
                missing: {
                    right: string;
                    reason: string;
                    /** @description What decided; never told to the client. */
                    by: {
                        connectorId?: string;
                        connectorName?: string;
                        range?: string;
                        right?: string;
                        principal?: string;
                        entry?: string;
                        acceptedDomain?: string;
                    };
                }[];
            };
            verdict: {
                /** @enum {unknown} */
                step: "connect" | "ehlo" | "starttls" | "auth" | "credentials" | "mail" | "rcpt" | "headers" | "message";
                /** @enum {unknown} */
                action: "accept" | "reject" | "close";
                reason: string;
                reply: {
                    code: number;
                    enhancedCode: string;
                    text: string;
                };
                /** @description The reply as the client sees it. */
                replyLine: string;
                /** @description What decided; never told to the client. */
                by: {
                    connectorId?: string;
                    connectorName?: string;
                    range?: string;
                    right?: string;
                    principal?: string;
                    entry?: string;
                    acceptedDomain?: string;
                };
                /** @description In the order in which they are made. */
                checks: {
                    /** @description What the command is judged by. */
                    check: string;
                    /** @description What was found, in words. */
                    finding: string;
                    /** @enum {unknown} */
                    outcome: "passed" | "decided" | "not-reached";
                }[];
            };
            /** @description What would be needed for another answer. */
            suggestion: string | null;
            route: {
                sendConnectorId: string;
                sendConnectorName: string;
            } | null;
        };
        /** @description A permanent refusal of a right, as it was decided then. */
        Refusal: {
            /** @description What the client was told in the modern dialect. */
            ref: string;
            /** Format: date-time */
            at: string;
            /** @description Address. */
            client: string;
            /** @description address:port that it connected to. */
            local: string;
            tls: boolean;
            helo: string;
            /** @description As in the protocol log. */
            session: string;
            /** @description Principal of the session. */
            identity: string;
            /** @description Empty for the null sender. */
            sender: string;
            /** @description Null: it did not come to that. */
            recipient: string | null;
            connectorId: string;
            connector: string;
            range: string | null;
            reason: string;
            right: string | null;
            principal: string | null;
            entry: string | null;
            /** @description Configuration revision that decided. */
            revision: number;
            reply: string;
        };
        /** @description Everything a host enforces. No secrets are in it, unless withSecrets asks for the hashes of passwords. */
        ConfigDocument: {
            /** @enum {number} */
            formatVersion: 1;
            revision: number;
            receiveConnectors: Record<string, never>[];
            /** @description connector is the connector's name here. */
            connectorPermissions: components["schemas"]["ConnectorPermissionSettings"][];
            acceptedDomains: components["schemas"]["AcceptedDomainSettings"][];
            sendConnectors: components["schemas"]["SendConnectorSettings"][];
            relayUsers: Record<string, never>[];
            relayGroups: components["schemas"]["RelayGroupSettings"][];
            transportConfig: components["schemas"]["TransportConfigSettings"];
        };
        /** @description What a write changed for the world; known false: it could not be told. */
        AuditImpact: {
            /** @enum {boolean} */
            known: true;
            counts: {
                widened: number;
                narrowed: number;
                moved: number;
                "side-effect": number;
            };
            worst: string | null;
            /** @description The worst first, as many as there is room for. */
            rows: {
                /** @enum {unknown} */
                kind: "widened" | "narrowed" | "moved" | "side-effect";
                /** @enum {unknown} */
                severity: "critical" | "high" | "medium" | "low" | "info";
                reasons: string[];
                /** @description CIDR blocks, or spans where those are fewer to tell; the first of them. */
                addresses: string[];
                count: string;
                who: string;
                senders: string;
                recipients: string;
                endpoints: string;
                before: {
                    /** @enum {unknown} */
                    verdict: "refuse" | "accept" | "relay";
                    connector: string | null;
                    /** @description In words; null: no entry decides. */
                    entry: string | null;
                    reply: string;
                };
                after: {
                    /** @enum {unknown} */
                    verdict: "refuse" | "accept" | "relay";
                    connector: string | null;
                    /** @description In words; null: no entry decides. */
                    entry: string | null;
                    reply: string;
                };
                effects: string[];
                witness: {
                    client: string;
                    local: string;
                    tls: boolean;
                    identity: string;
                    sender: string;
                    recipient: string;
                };
            }[];
            /**
             * @description Somebody may do more by it though no answer rises, or for longer.
             * @enum {boolean}
             */
            raised?: true;
            /** @description Rows that there was no room for. */
            leftOut: number;
            /** @description Changes of where mail leaves. */
            routes: number;
            proxies: {
                added: string[];
                removed: string[];
            };
        } | {
            /** @enum {boolean} */
            known: false;
            reason: string;
        };
        AuditEntry: {
            /** @description From 1, without gaps. */
            sequence: number;
            /** Format: date-time */
            at: string;
            revision: number;
            tokenId: string;
            tokenName: string;
            stack: string | null;
            run: string | null;
            commit: string | null;
            program: string | null;
            /** @description Where the request came from, as the host saw it; a reverse proxy's where there is one. */
            address?: string;
            action: string;
            kind: string | null;
            objectId: string | null;
            name: string;
            before: {
                settings: Record<string, never>;
                owner: unknown;
            } | null;
            after: {
                settings: Record<string, never>;
                owner: unknown;
            } | null;
            /**
             * @description What became of the object's password.
             * @enum {unknown}
             */
            secret?: "password set" | "password removed";
            code: string | null;
            detail: string | null;
            /** @description Why it was written although the configuration was frozen. */
            breakGlass?: string;
            /** @description The revision whose state it put back. */
            revertTo?: number;
            impact?: components["schemas"]["AuditImpact"];
            previousHash: string;
            /** @description SHA-256 over the canonical JSON of all other fields, with at as epoch milliseconds. */
            hash: string;
        };
        /** @description Writes of configuration are refused, but for those with Relay-Break-Glass. */
        Freeze: {
            reason: string;
            /** @description Name of the token that froze. */
            by: string;
            /** Format: date-time */
            at: string;
        };
        Restore: {
            dryRun: boolean;
            /** @description Of the host, afterwards. Of a dry run: the present one. */
            revision: number;
            /** @description Empty: it is so already. */
            changes: {
                /** @enum {unknown} */
                action: "create" | "update" | "delete";
                /** @enum {unknown} */
                kind: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector" | "RelayUser" | "RelayGroup" | "TransportConfig";
                id: string;
                name: string;
                before: {
                    settings: Record<string, never>;
                    owner: unknown;
                } | null;
                after: {
                    settings: Record<string, never>;
                    owner: unknown;
                } | null;
            }[];
            notices: string[];
            applied: components["schemas"]["Applied"];
            audit: components["schemas"]["AuditHead"];
        };
        Revert: {
            revertTo: number;
            dryRun: boolean;
            /** @description Of the host, afterwards. Of a dry run: the present one. */
            revision: number;
            /** @description Empty: it is so already. */
            changes: {
                /** @enum {unknown} */
                action: "create" | "update" | "delete";
                /** @enum {unknown} */
                kind: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector" | "RelayUser" | "RelayGroup" | "TransportConfig";
                id: string;
                name: string;
                before: {
                    settings: Record<string, never>;
                    owner: unknown;
                } | null;
                after: {
                    settings: Record<string, never>;
                    owner: unknown;
                } | null;
            }[];
            notices: string[];
            applied: components["schemas"]["Applied"];
            audit: components["schemas"]["AuditHead"];
        };
        /** @description A bearer token, without its secret. */
        Token: {
            id: string;
            name: string;
            scopes: ("read" | "write" | "admin")[];
            stackPattern: string | null;
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
        };
        QueuedMessage: {
            queueId: string;
            /** @description Empty for the null sender. */
            sender: string;
            /** @description Bytes. */
            size: number;
            /** Format: date-time */
            receivedAt: string;
            origin: {
                connectorId: string;
                connectorName: string;
                clientAddress: string;
                helo: string;
                tls: boolean;
                principal: string;
                authAs: string;
                authMechanism: string;
                sessionId: string;
            };
            recipients: {
                recipientId: number;
                address: string;
                /** @enum {unknown} */
                state: "queued" | "leased" | "held" | "delivered" | "failed" | "bounced";
                attempts: number;
                nextAttemptAt: string | null;
                lastReply: string | null;
                /** @description operator, no-route, failed or expired. */
                holdReason: string | null;
                /** @description Queue id of the notification that told the sender that it was given up. */
                notification?: string;
            }[];
        };
        /** @description A message's whole life, as far as it is kept. */
        TracedMessage: {
            queueId: string;
            /** @description In the order in which they happened. */
            events: {
                /** Format: date-time */
                at: string;
                /** @enum {unknown} */
                event: "RECEIVE" | "SEND" | "DEFER" | "FAIL" | "HOLD" | "DSN" | "RELEASE" | "RETRY" | "DELETE";
                /** @enum {unknown} */
                source: "SMTP" | "ROUTING" | "ADMIN" | "DSN";
                clientIp: string;
                clientHostname: string;
                /** @description Listener at RECEIVE, next hop at an attempt. */
                serverIp: string;
                serverHostname: string;
                /** @description Session id at RECEIVE. */
                context: string;
                connector: string;
                queueId: string;
                messageId: string;
                recipients: string[];
                /** @description Replies by recipient; one alone is everybody's. */
                statuses: string[];
                bytes: number | null;
                relatedRecipients: string[];
                /** @description Queue id that a DSN speaks of; token of an operator. */
                reference: string;
                sender: string;
                info: {
                    [key: string]: string;
                };
            }[];
            /** @description Where it is now; null: it is no longer in the queue. */
            queued: components["schemas"]["QueuedMessage"] | null;
        };
        CertificateEntry: {
            /** @description Name of the pair, or --smtp-tls-cert, or self-made. */
            name: string;
            /** @enum {unknown} */
            origin: "directory" | "option" | "self-made";
            /** @description What tlsCertificateName of a receive connector takes. */
            tlsCertificateName: string | null;
            dnsNames: string[];
            /** @description SHA-256. */
            fingerprint: string | null;
            validFrom: string | null;
            validTo: string | null;
            /**
             * @description former: its files are gone or hold another one, and a connector may still show it.
             * @enum {unknown}
             */
            state: "usable" | "expired" | "not-yet-valid" | "unusable" | "former";
            problem: string | null;
        };
        ConnectorUsage: {
            connectorId: string;
            name: string;
            isGone: boolean;
            isEnabled: boolean;
            owner: {
                stack: string;
                logicalId: string;
            } | null;
            /** @description Accepted and durable. */
            messages: number;
            /** @description Accepted. */
            recipients: number;
            /** @description Of the recipients: in domains that are not ours. */
            relayed: number;
            bytes: number;
            firstUse: string | null;
            lastUse: string | null;
            /**
             * Format: date-time
             * @description Since when every use of it was counted.
             */
            since: string;
            ranges: {
                range: string;
                /** @description No longer a range of the connector. */
                isGone: boolean;
                /** @description Accepted and durable. */
                messages: number;
                /** @description Accepted. */
                recipients: number;
                /** @description Of the recipients: in domains that are not ours. */
                relayed: number;
                bytes: number;
                firstUse: string | null;
                lastUse: string | null;
                /**
                 * Format: date-time
                 * @description Since when every use of it was counted.
                 */
                since: string;
                clients: {
                    /** @description An address, or a block of them once the range has many clients. */
                    client: string;
                    /** @description Accepted and durable. */
                    messages: number;
                    /** @description Accepted. */
                    recipients: number;
                    /** @description Of the recipients: in domains that are not ours. */
                    relayed: number;
                    bytes: number;
                    firstUse: string | null;
                    lastUse: string | null;
                }[];
            }[];
            principals: {
                principal: string;
                /** @description Accepted and durable. */
                messages: number;
                /** @description Accepted. */
                recipients: number;
                /** @description Of the recipients: in domains that are not ours. */
                relayed: number;
                bytes: number;
                firstUse: string | null;
                lastUse: string | null;
            }[];
            rights: {
                /** @description preset:Group, or the id of a ConnectorPermission. */
                entry: string;
                principal: string | null;
                right: string;
                /** @description False: it bears on every message unseen, and is never called unused. */
                isObservable: boolean;
                isGone: boolean;
                owner: {
                    stack: string;
                    logicalId: string;
                } | null;
                /** @description Accepted and durable. */
                messages: number;
                /** @description Accepted. */
                recipients: number;
                /** @description Of the recipients: in domains that are not ours. */
                relayed: number;
                bytes: number;
                firstUse: string | null;
                lastUse: string | null;
                /**
                 * Format: date-time
                 * @description Since when every use of it was counted.
                 */
                since: string;
            }[];
            /** @description What would have been refused since the last change of its settings; null: it is enforced. */
            observed: {
                /**
                 * Format: date-time
                 * @description Since when it is observed only.
                 */
                since: string;
                refusals: {
                    /** @description Why it would have been refused; recipients counts how often. */
                    reason: string;
                    /** @description Accepted and durable. */
                    messages: number;
                    /** @description Accepted. */
                    recipients: number;
                    /** @description Of the recipients: in domains that are not ours. */
                    relayed: number;
                    bytes: number;
                    firstUse: string | null;
                    lastUse: string | null;
                    clients: {
                        /** @description An address, or a block of them once the range has many clients. */
                        client: string;
                        /** @description Accepted and durable. */
                        messages: number;
                        /** @description Accepted. */
                        recipients: number;
                        /** @description Of the recipients: in domains that are not ours. */
                        relayed: number;
                        bytes: number;
                        firstUse: string | null;
                        lastUse: string | null;
                    }[];
                }[];
            } | null;
        };
        AccountUsage: {
            username: string;
            isEnabled: boolean;
            owner: {
                stack: string;
                logicalId: string;
            } | null;
            /** @description Accepted and durable. */
            messages: number;
            /** @description Accepted. */
            recipients: number;
            /** @description Of the recipients: in domains that are not ours. */
            relayed: number;
            bytes: number;
            firstUse: string | null;
            lastUse: string | null;
            /**
             * Format: date-time
             * @description Since when every use of it was counted.
             */
            since: string;
        };
        Status: {
            version: string;
            node: string;
            hostName: string;
            installation: components["schemas"]["Installation"];
            /** @description Last revision committed. */
            revision: number;
            applied: components["schemas"]["Applied"];
            ready: boolean;
            /** @description Why it is not ready. */
            reasons: string[];
            /** @description What somebody should see to, while service goes on: certificates that are bad or end soon. */
            warnings: string[];
            /** Format: date-time */
            startedAt: string;
            uptimeSeconds: number;
            /** @description address:port of every open SMTP listener. */
            listeners: string[];
            /** @description Open SMTP sessions. */
            sessions: number;
            certificate: {
                /** @description SHA-256. */
                fingerprint: string;
                /** Format: date-time */
                validTo: string;
                subject: string;
                /** @description Made by the host itself. */
                selfMade: boolean;
            } | null;
            trustedProxies: {
                configured: string[];
                /** @description What this host believes: narrowed by --trusted-proxies. */
                effective: string[];
            };
            /** @description Where the configuration is kept. */
            store: {
                /** @description File or database, never with its password. */
                where: string;
                /** @description Whether other hosts use it. */
                shared: boolean;
                /** @description Null: it answers. What it said last holds meanwhile. */
                awaySince: string | null;
                /** @description Hosts that share the store and were seen within the hour, this one included. */
                hosts: {
                    id: string;
                    name: string;
                    version: string;
                    /** Format: date-time */
                    startedAt: string;
                    /** @description Since its last sign of life. */
                    silentSeconds: number;
                    /** @description In force there. */
                    revision: number;
                }[];
            };
            frozen: components["schemas"]["Freeze"] | null;
            superseded: {
                kind: string;
                id: string;
                name: string;
                stack: string | null;
                /** Format: date-time */
                since: string;
            }[];
            releases: {
                connectorId: string;
                ranges: string[];
                stack: string;
                revision: number;
                /** Format: date-time */
                until: string;
            }[];
            audit: components["schemas"]["AuditHead"];
            queue: {
                messages: number;
                /** @description Recipients that wait for an attempt. */
                queued: number;
                /** @description Recipients being delivered to. */
                leased: number;
                /** @description Recipients that wait for an operator, by reason. Nothing that was accepted is ever dropped. */
                held: {
                    operator: number;
                    "no-route": number;
                    failed: number;
                    expired: number;
                };
                /** @description Why no new mail is taken: disk-low, store-failed, full or closed. */
                refusing: string | null;
                logBytes: number;
            };
            /** @description Where the data directory lies. */
            disk: {
                freeBytes: number;
                totalBytes: number;
            } | null;
            activity: {
                /** @description Since the start. */
                connections: number;
                /** @description Messages since the start. */
                accepted: number;
                /** @description Since the start. */
                acceptedBytes: number;
                /** @description Since the start. */
                rejects: number;
                /** @description Messages made durable since the start, and the time they took together. */
                commits: {
                    count: number;
                    /** @description Seconds. */
                    seconds: number;
                };
                /** @description How late timers fire, over the last minute. */
                loopDelay: {
                    /** @description Seconds. */
                    p50: number;
                    /** @description Seconds. */
                    p99: number;
                    /** @description Seconds. */
                    max: number;
                };
                /** @description Resident. */
                memoryBytes: number;
                /** @description Those with the most sessions, and then messages; fifty at most. */
                receiveConnectors: {
                    name: string;
                    sessions: number;
                    /** @description Since the start. */
                    accepted: number;
                    /** @description Since the start. */
                    rejects: number;
                }[];
            };
            delivery: {
                /** @description Messages on their way through each send connector. */
                connectors: {
                    name: string;
                    waiting: number;
                    sending: number;
                }[];
                routes: {
                    connectorId: string;
                    connectorName: string;
                    smartHost: string;
                    /** @enum {unknown} */
                    state: "working" | "held";
                    heldUntil: string | null;
                    lastFault: string | null;
                    connections: number;
                    idleConnections: number;
                }[];
                /** @description Transactions going on. */
                inFlight: number;
                /** @description Messages due that wait for a connection or for their route. */
                waiting: number;
                /** @description Recipients since the start. */
                delivered: number;
                deferred: number;
                failed: number;
                possibleDuplicates: number;
                /** @description What somebody should see to. */
                alarms: string[];
            };
        };
        Readiness: {
            ready: boolean;
            revision: number;
            appliedRevision: number;
            reasons: string[];
            /** @description What somebody should see to, while service goes on: certificates that are bad or end soon. */
            warnings: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listReceiveConnectors: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReceiveConnector"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createReceiveConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["ReceiveConnectorInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiveConnector"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiveConnector"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReceiveConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiveConnector"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateReceiveConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["ReceiveConnectorInput"];
                    /** @description Unmanaged entries of the connector to revoke in the same transaction. */
                    revokeEntries?: {
                        id: string;
                        revision: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiveConnector"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteReceiveConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False: the object is no longer the asker's, and stays. */
                        deleted: boolean;
                        reason?: string;
                        applied: components["schemas"]["Applied"];
                        audit: components["schemas"]["AuditHead"];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnectorPermissions: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConnectorPermission"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createConnectorPermission: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["ConnectorPermissionInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorPermission"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorPermission"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConnectorPermission: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorPermission"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateConnectorPermission: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["ConnectorPermissionInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorPermission"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConnectorPermission: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False: the object is no longer the asker's, and stays. */
                        deleted: boolean;
                        reason?: string;
                        applied: components["schemas"]["Applied"];
                        audit: components["schemas"]["AuditHead"];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAcceptedDomains: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AcceptedDomain"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAcceptedDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["AcceptedDomainInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedDomain"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedDomain"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAcceptedDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedDomain"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAcceptedDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["AcceptedDomainInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedDomain"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAcceptedDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False: the object is no longer the asker's, and stays. */
                        deleted: boolean;
                        reason?: string;
                        applied: components["schemas"]["Applied"];
                        audit: components["schemas"]["AuditHead"];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSendConnectors: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SendConnector"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSendConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["SendConnectorInput"];
                    /** @description What no answer ever holds. */
                    secrets?: {
                        /** @description Stored, never answered. Null removes it; left out, what is stored stays. */
                        password?: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendConnector"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendConnector"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSendConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendConnector"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSendConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["SendConnectorInput"];
                    /** @description What no answer ever holds. */
                    secrets?: {
                        /** @description Stored, never answered. Null removes it; left out, what is stored stays. */
                        password?: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendConnector"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSendConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False: the object is no longer the asker's, and stays. */
                        deleted: boolean;
                        reason?: string;
                        applied: components["schemas"]["Applied"];
                        audit: components["schemas"]["AuditHead"];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRelayUsers: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RelayUser"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRelayUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["RelayUserInput"];
                    /** @description What no answer ever holds. */
                    secrets?: {
                        /** @description Stored, never answered. Null removes it; left out, what is stored stays. */
                        password?: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayUser"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayUser"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRelayUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayUser"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateRelayUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["RelayUserInput"];
                    /** @description What no answer ever holds. */
                    secrets?: {
                        /** @description Stored, never answered. Null removes it; left out, what is stored stays. */
                        password?: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayUser"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRelayUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False: the object is no longer the asker's, and stays. */
                        deleted: boolean;
                        reason?: string;
                        applied: components["schemas"]["Applied"];
                        audit: components["schemas"]["AuditHead"];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRelayGroups: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RelayGroup"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRelayGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["RelayGroupInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayGroup"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayGroup"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRelayGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayGroup"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateRelayGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["RelayGroupInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayGroup"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRelayGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False: the object is no longer the asker's, and stays. */
                        deleted: boolean;
                        reason?: string;
                        applied: components["schemas"]["Applied"];
                        audit: components["schemas"]["AuditHead"];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTransportConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransportConfig"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateTransportConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["TransportConfigInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransportConfig"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTransportConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["TransportConfigInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransportConfig"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTransportConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False: the object is no longer the asker's, and stays. */
                        deleted: boolean;
                        reason?: string;
                        applied: components["schemas"]["Applied"];
                        audit: components["schemas"]["AuditHead"];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declareStack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description organisation/project/stack, URL-encoded */
                stack: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    run: string;
                    /** @description Epoch milliseconds. */
                    runStarted: number;
                    declared: {
                        /** @enum {unknown} */
                        kind: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector" | "RelayUser" | "RelayGroup" | "TransportConfig";
                        logicalId: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False: a newer run declared already. */
                        accepted: boolean;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStackObjects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description organisation/project/stack, URL-encoded */
                stack: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {unknown} */
                            kind: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector" | "RelayUser" | "RelayGroup" | "TransportConfig";
                            id: string;
                            name: string;
                            logicalId: string;
                            revision: number;
                            supersededSince: string | null;
                        }[];
                        declarations: {
                            run: string;
                            /** @description Epoch milliseconds. */
                            runStarted: number;
                            declared: {
                                /** @enum {unknown} */
                                kind: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector" | "RelayUser" | "RelayGroup" | "TransportConfig";
                                logicalId: string;
                            }[];
                        } | null;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimObject: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    stack: string;
                    /** @enum {unknown} */
                    kind: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector" | "RelayUser" | "RelayGroup" | "TransportConfig";
                    id: string;
                    /** @description Left out: KIND::NAME. */
                    logicalId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector" | "RelayUser" | "RelayGroup" | "TransportConfig";
                        stack: string;
                        logicalId: string;
                        revision: number;
                        /** @description Answered this once; it belongs into the outputs of the imported resource. */
                        ownerToken: string;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEffectivePermissions: {
        parameters: {
            query?: {
                /** @description Account whose session is asked about. */
                user?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectivePermissions"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Client address. */
                    from: string;
                    /** @description Local endpoint, address:port. */
                    to: string;
                    /**
                     * @description The client uses STARTTLS.
                     * @default false
                     */
                    tls?: boolean;
                    /** @description Account that authenticates. */
                    user?: string;
                    /** @description RelayUser whose certificate the client shows; with tls. */
                    certificateOf?: string;
                    /** @description Domain that a valid certificate names; with tls. */
                    partner?: string;
                    /**
                     * @description An account of the directory authenticates.
                     * @default false
                     */
                    directoryAccount?: boolean;
                    /** @description RelayGroup of the directory's account. */
                    group?: string;
                    /** @description Sender; empty is the null sender. */
                    mailFrom: string;
                    rcptTo: string;
                    /** @description Value of the header field From; left out: headers are not judged. */
                    headerFrom?: string;
                    /** @description Bytes of the message; left out: the message is not judged. */
                    size?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRefusal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 8F3K-2M7Q, as the client was told. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A permanent refusal of a right, as it was decided then. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRefusals: {
        parameters: {
            query?: {
                /** @description Address of the client. */
                client?: string;
                /** @description RFC 3339: only refusals from then on. */
                since?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Refusal"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportConfiguration: {
        parameters: {
            query?: {
                /** @description Leave out superseded objects. */
                dropSuperseded?: boolean;
                /** @description With the hashes of accounts' passwords; needs the scope admin. */
                withSecrets?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything a host enforces. No secrets are in it, unless withSecrets asks for the hashes of passwords. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigDocument"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Only entries after this one: the last one seen, or next of the answer before. */
                after?: number;
                /** @description Only entries before this one. */
                before?: number;
                order?: "oldest-first" | "newest-first";
                limit?: number;
                /** @description RFC 3339: only entries from then on. */
                since?: string;
                /** @description RFC 3339: only entries before. */
                until?: string;
                /** @description Name or id of the token that acted. */
                actor?: string;
                /** @description organisation/project/stack; * is any one part. */
                stack?: string;
                kind?: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector" | "RelayUser" | "RelayGroup" | "TransportConfig";
                /** @description Name or id of the object. */
                object?: string;
                action?: "create" | "adopt" | "take-over" | "update" | "delete" | "claim" | "refused" | "create-token" | "revoke-token" | "freeze" | "unfreeze";
                outcome?: "applied" | "refused";
                /** @description Whether somebody may do more since, or that could not be told. */
                widening?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        /** @description Where to go on (after, or before when newest-first): one answer looks at a bounded number of entries. Null: no more. */
                        next: number | null;
                        head: components["schemas"]["AuditHead"];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sequence: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntry"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        frozen: components["schemas"]["Freeze"] | null;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    freeze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        frozen: components["schemas"]["Freeze"] | null;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unfreeze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        frozen: components["schemas"]["Freeze"] | null;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A config document, as GET /v1/export answers it. */
                    document: unknown;
                    /**
                     * @description Leave accounts, groups and their permissions as they are here.
                     * @default false
                     */
                    withoutUsers?: boolean;
                    /**
                     * @description Judge and show only; needs no If-Match.
                     * @default false
                     */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restore"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revert: {
        parameters: {
            query?: never;
            header?: {
                /** @description organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8. */
                "relay-stack"?: string;
                /** @description Logical name of the resource in its stack. With PUT by the owner: its name from now on. */
                "relay-logical-id"?: string;
                /** @description PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write. */
                "relay-declared-stack"?: string;
                /** @description Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered. */
                "relay-owner-token"?: string;
                /** @description Id of the run of pulumi up; with relay-run-started and relay-deadline. */
                "relay-run"?: string;
                /** @description Epoch milliseconds. A run older than the owner's last one is refused. */
                "relay-run-started"?: string;
                /** @description Epoch milliseconds after which the write is refused. */
                "relay-deadline"?: string;
                /** @description Version-control revision of the program, for the audit. */
                "relay-commit"?: string;
                /** @description What program writes, for the audit. */
                "relay-program"?: string;
                /** @description file:line of the declaration in the program, relative to the project's folder: answered as declaredIn. */
                "relay-declared-at"?: string;
                /** @description true: take over an object in the way that nobody declares. */
                "relay-adopt-existing"?: string;
                /** @description Why this must be written although the configuration is frozen, with the scope admin; for the audit. */
                "relay-break-glass"?: string;
                /** @description id.epoch of the installation that must answer. */
                "relay-installation"?: string;
                /** @description ETag as read; required on PUT and DELETE. * only by hand, with the scope admin. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whose state is put back. */
                    revision: number;
                    /**
                     * @description Judge and show only; needs no If-Match.
                     * @default false
                     */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revert"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Token"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("read" | "write" | "admin")[];
                    /** @description organisation/project/stack; * is any one part. */
                    stackPattern?: string;
                    /** @description RFC 3339 with an offset, in the future. */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Answered this once, kept nowhere. */
                        token: string;
                        record: components["schemas"]["Token"];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: boolean;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQueue: {
        parameters: {
            query?: {
                state?: "queued" | "leased" | "held" | "delivered" | "failed" | "bounced";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["QueuedMessage"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getQueuedMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queueId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedMessage"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteQueuedMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queueId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: boolean;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryQueuedMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queueId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedMessage"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdQueuedMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queueId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedMessage"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseQueuedMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queueId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedMessage"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    traceMessages: {
        parameters: {
            query?: {
                /** @description Queue id, or Message-ID. */
                id?: string;
                from?: string;
                to?: string;
                /** @description RFC 3339: only messages from then on. */
                since?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TracedMessage"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCertificates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CertificateEntry"][];
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description PEM, the chain behind it included. */
                    certificate: string;
                    /** @description PEM, not encrypted. */
                    key: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateEntry"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsage: {
        parameters: {
            query?: {
                /** @description Only the connector of this name. */
                connector?: string;
                /** @description What next of the page before says. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description Since when the host counts without a gap.
                         */
                        since: string;
                        items: components["schemas"]["ConnectorUsage"][];
                        /** @description Null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountUsage: {
        parameters: {
            query?: {
                /** @description What next of the page before says. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description Since when the host counts without a gap.
                         */
                        since: string;
                        items: components["schemas"]["AccountUsage"][];
                        /** @description Null: this was the last page. */
                        next: string | null;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text, or OpenMetrics where Accept asks for it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                    "application/openmetrics-text": string;
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenApiDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The request was refused; nothing was changed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
