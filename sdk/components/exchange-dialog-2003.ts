import * as pulumi from "@pulumi/pulumi";
import { ConnectorPermission } from "../connector-permission";
import { ReceiveConnector } from "../receive-connector";
import { confirmRanges } from "./confirm-ranges";
import { dialogList } from "./dialog-list";
import type { ExchangeDialog2003Args } from "./exchange-dialog-2003-args";
import { isPlain } from "./plain-input";
import { sharedNotes } from "./shared-notes";
import { ANONYMOUS, ANY_RECIPIENT, AUTHENTICATED } from "./well-known";

export type { ExchangeDialog2003Args } from "./exchange-dialog-2003-args";

type Clients = "everybody" | "listed";

interface DialogConnector {
  readonly clients: Clients;
  readonly remoteIpRanges: pulumi.Input<pulumi.Input<string>[]>;
  readonly allowWideRelay: pulumi.Input<string | null>;
  /** Whether these computers relay by their address. */
  readonly mayRelay: boolean;
}

/**
 * The Relay Restrictions dialog of an Exchange 2003 SMTP virtual server as connectors: one for everybody who may connect,
 * and one for the computers of the list, whose smaller ranges win. Everybody may send to accepted domains and log in;
 * who may relay is what the dialog says.
 */
export class ExchangeDialog2003 extends pulumi.ComponentResource {
  /** Serves who is not in the list. */
  readonly everybody: ReceiveConnector;
  /** Serves the computers of the list; undefined when the list is empty. */
  readonly listed: ReceiveConnector | undefined;
  /** What the dialog gives to a connector's clients, or takes from them. */
  readonly permissions: readonly ConnectorPermission[];

  /** @throws pulumi.RunError for domains in the list, ranges without confirmation, and an open relay without a reason */
  constructor(
    private readonly name: string,
    private readonly args: ExchangeDialog2003Args,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("relay:index:ExchangeDialog2003", name, {}, opts);
    const [everybody, listed] = planConnectors(`ExchangeDialog2003 "${name}"`, args);
    this.everybody = this.declare(everybody);
    this.listed = listed && this.declare(listed);
    this.permissions = [
      ...this.permit(everybody, this.everybody),
      ...(listed && this.listed ? this.permit(listed, this.listed) : []),
    ];
    this.registerOutputs({ everybodyId: this.everybody.id });
  }

  private declare({ clients, remoteIpRanges, allowWideRelay }: DialogConnector): ReceiveConnector {
    const settings = {
      bindings: this.args.bindings ?? ["0.0.0.0:25"],
      remoteIpRanges,
      permissionGroups: [...GROUPS],
      authMechanism: [...MECHANISMS],
      allowWideRelay,
      ...sharedNotes(this.args),
    };
    return new ReceiveConnector(this.named(clients), settings, { parent: this });
  }

  /** Relay for who is meant by the list; no relay for who only logs in, where the check box is not ticked. */
  private permit({ clients, mayRelay }: DialogConnector, connector: ReceiveConnector): readonly ConnectorPermission[] {
    const { allowAllComputersWhichSuccessfullyAuthenticate: isTicked = true } = this.args;
    const entry = { connector, extendedRights: [ANY_RECIPIENT], ...sharedNotes(this.args) };
    const opts = { parent: this };
    if (mayRelay) {
      return [new ConnectorPermission(`${this.named(clients)}-relay`, { ...entry, principal: ANONYMOUS }, opts)];
    }
    if (isTicked) return [];
    const denied = { ...entry, principal: AUTHENTICATED, access: "Deny" as const };
    return [new ConnectorPermission(`${this.named(clients)}-no-relay`, denied, opts)];
  }

  private named(clients: Clients): string {
    return clients === "everybody" ? this.name : `${this.name}-listed`;
  }
}

const GROUPS = ["AnonymousUsers", "ExchangeUsers"] as const;
const MECHANISMS = ["Tls", "BasicAuth", "BasicAuthRequireTLS"] as const;

function planConnectors(
  component: string,
  args: ExchangeDialog2003Args,
): readonly [DialogConnector, DialogConnector | undefined] {
  const { computersWhichMayRelay = "Only the list below", connection = ["0.0.0.0/0"], list = [] } = args;
  const isExcept = computersWhichMayRelay === "All except the list below";
  const everybody = { clients: "everybody", remoteIpRanges: connection, mayRelay: isExcept } as const;
  const entries = dialogList(component, list);
  const isEmpty = isPlain(entries) && entries.length === 0;
  const listed = { clients: "listed", remoteIpRanges: entries, mayRelay: !isExcept } as const;
  if (isExcept) {
    const open = confirmOpenRelay(component, args.confirmOpenRelay);
    return [{ ...everybody, allowWideRelay: open }, isEmpty ? undefined : { ...listed, allowWideRelay: null }];
  }
  const confirmed = confirmRanges({ component, ranges: entries, reason: args.confirmWideRange });
  return [{ ...everybody, allowWideRelay: null }, isEmpty ? undefined : { ...listed, ...confirmed }];
}

function confirmOpenRelay(component: string, reason: string | null | undefined): string {
  if (reason !== undefined && reason !== null && reason.trim() !== "") return reason;
  throw new pulumi.RunError(
    `${component}: "All except the list below" lets everybody who may connect relay, which is an open relay. Take ` +
      '"Only the list below", or say in confirmOpenRelay why it is meant.',
  );
}
