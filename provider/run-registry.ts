import type { Failure } from "../model";
import { ConflictIndex } from "./conflict-index";
import type { Declaration, DeclarationOf } from "./declaration";
import type { Properties } from "./dynamic-provider";
import { GroupMap } from "./group-map";
import type { DeclaredEntry } from "./hidden-inputs";
import { type Company, judgeDeclaration } from "./judge-declaration";
import type { ResourceKind } from "./relay-host";
import { connectorKeys, nameKey, uniqueKeys } from "./unique-keys";
import { holdsUnknown } from "./unknown-value";

/**
 * Every declaration that this process has checked, by logical id: a resource that is checked again replaces what it
 * said before. Each is judged with those few that could contradict it, found in O(log n).
 *
 * Declarations that are not (yet) known here are no conflict: the engine works in any order, and leaves out resources
 * when it is told to (`--target`). The host judges those.
 */
export class RunRegistry {
  private readonly declarations = new Map<string, Declaration>();
  private readonly conflicts = new ConflictIndex();
  private readonly unique = new GroupMap();
  private readonly permissions = new GroupMap();
  private readonly logicalIds = new Map<string, string>();

  /** Takes a declaration in and says how it contradicts the others. */
  declare(given: Declaration): readonly Failure[] {
    const declaration = given.kind === "ConnectorPermission" ? this.withConnectorName(given) : given;
    const { logicalId } = declaration;
    this.conflicts.delete(logicalId);
    this.declarations.set(logicalId, declaration);
    if (declaration.kind === "ConnectorPermission") this.permissions.set(logicalId, connectorKeys(declaration));
    const keys = uniqueKeys(declaration);
    this.unique.set(logicalId, keys);
    const rivals = this.rivals(declaration, keys);
    if (isScoped(declaration)) this.conflicts.set(logicalId, declaration.settings);
    return judgeDeclaration(declaration, { rivals, ...this.relayOf(logicalId) });
  }

  /** Remembers the id that the host gave a declared object. */
  learnId(logicalId: string, id: string): void {
    if (id !== "") this.logicalIds.set(id, logicalId);
  }

  /** Entries that the program declares on the connector with these inputs. */
  entriesOf(inputs: Properties): readonly DeclaredEntry[] {
    return this.find(String(inputs["logicalId"]), "ReceiveConnector")?.declaredEntries ?? [];
  }

  /** The logical id of the object with this id on the host, if this run has seen it. */
  logicalIdOf(id: string): string | undefined {
    return this.logicalIds.get(id);
  }

  /** The connector that a declaration is or is about, and all entries declared on it; nothing while it is not known. */
  relayOf(logicalId: string): Pick<Company, "connector" | "entries"> {
    const declaration = this.declarations.get(logicalId);
    const connector = declaration === undefined ? undefined : this.connectorOf(declaration);
    if (connector === undefined || holdsUnknown(connector.settings)) return {};
    const entries = this.findAll(this.permissions.members(nameKey(connector.settings.name)), "ConnectorPermission");
    return { connector, entries: entries.filter(({ settings }) => !holdsUnknown({ ...settings, connector: "" })) };
  }

  has(logicalId: string): boolean {
    return this.declarations.has(logicalId);
  }

  /** All declarations so far. */
  declared(): readonly { readonly kind: ResourceKind; readonly logicalId: string }[] {
    return [...this.declarations.values()].map(({ kind, logicalId }) => ({ kind, logicalId }));
  }

  private find<K extends ResourceKind>(logicalId: string, kind: K): DeclarationOf<K> | undefined {
    const found = this.declarations.get(logicalId);
    return found?.kind === kind ? (found as unknown as DeclarationOf<K>) : undefined;
  }

  private findAll<K extends ResourceKind>(logicalIds: Iterable<string>, kind: K): DeclarationOf<K>[] {
    return [...logicalIds].flatMap((logicalId) => this.find(logicalId, kind) ?? []);
  }

  private rivals(declaration: Declaration, keys: readonly string[]): readonly Declaration[] {
    const found = new Set(keys.flatMap((key) => [...this.unique.members(key)]));
    if (isScoped(declaration)) for (const rival of this.conflicts.conflictsOf(declaration.settings)) found.add(rival);
    found.delete(declaration.logicalId);
    return [...found].flatMap((rival) => this.declarations.get(rival) ?? []);
  }

  private connectorOf(declaration: Declaration): DeclarationOf<"ReceiveConnector"> | undefined {
    if (declaration.kind === "ReceiveConnector") return declaration;
    if (declaration.kind !== "ConnectorPermission" || declaration.connectorName === undefined) return undefined;
    const [connector] = this.findAll(this.unique.members(nameKey(declaration.connectorName)), "ReceiveConnector");
    return connector;
  }

  // The name joins a permission to a connector that has no id yet; one that was given an id alone gets the name here.
  private withConnectorName(permission: DeclarationOf<"ConnectorPermission">): DeclarationOf<"ConnectorPermission"> {
    const named = this.find(this.logicalIds.get(permission.settings.connector) ?? "", "ReceiveConnector");
    return named === undefined ? permission : { ...permission, connectorName: named.settings.name };
  }
}

function isScoped(declaration: Declaration): declaration is DeclarationOf<"ReceiveConnector"> {
  if (declaration.kind !== "ReceiveConnector") return false;
  return !holdsUnknown(declaration.settings.bindings) && !holdsUnknown(declaration.settings.remoteIpRanges);
}
