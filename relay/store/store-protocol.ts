import type { AuditHead, ErrorCode, Freeze, RecordedState } from "../../model";
import type { ConfigDatabase } from "./config-database";
import type { FleetStore, Installation, StoreHealth, StoreMove } from "./config-store";

/** What the store's thread can be asked, each answered once and in order. */
export interface StoreCalls {
  write: ConfigDatabase["write"];
  revert: ConfigDatabase["revert"];
  restore: ConfigDatabase["restore"];
  audit: ConfigDatabase["audit"];
  searchAudit: ConfigDatabase["searchAudit"];
  auditHead: () => Promise<AuditHead>;
  verifyAudit: ConfigDatabase["verifyAudit"];
  beginFreeze: ConfigDatabase["freeze"]["begin"];
  endFreeze: ConfigDatabase["freeze"]["end"];
  createToken: ConfigDatabase["tokens"]["create"];
  createFirstToken: ConfigDatabase["tokens"]["createFirst"];
  verifyToken: ConfigDatabase["tokens"]["verify"];
  listTokens: ConfigDatabase["tokens"]["list"];
  revokeToken: ConfigDatabase["tokens"]["revoke"];
  putDeclarations: ConfigDatabase["declarations"]["put"];
  getDeclarations: ConfigDatabase["declarations"]["get"];
  passwordHashes: ConfigDatabase["secrets"]["passwordHashes"];
  sendConnectorPassword: ConfigDatabase["secrets"]["sendConnectorPassword"];
  sealPassword: ConfigDatabase["secrets"]["seal"];
  tellEnforced: (revision: number) => Promise<void>;
  hosts: FleetStore["hosts"];
  advanceEpoch: ConfigDatabase["advanceEpoch"];
  close: ConfigDatabase["close"];
}

export type StoreMethod = keyof StoreCalls;

export interface StoreRequest {
  readonly id: number;
  readonly method: StoreMethod;
  readonly args: readonly unknown[];
}

/** What an error is between threads. */
export interface StoreFault {
  readonly message: string;
  /** Null: unexpected. */
  readonly code: ErrorCode | null;
}

export type StoreMessage =
  | {
      readonly type: "open";
      readonly state: RecordedState;
      readonly installation: Installation;
      readonly freeze: Freeze | null;
      readonly label: string;
      readonly isShared: boolean;
    }
  | { readonly type: "moved"; readonly move: StoreMove }
  | { readonly type: "health"; readonly health: StoreHealth }
  | { readonly type: "failed"; readonly fault: StoreFault }
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "fault"; readonly id: number; readonly fault: StoreFault };
