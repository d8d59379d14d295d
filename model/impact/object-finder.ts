import { isNamedKind, NAME_PROPERTY } from "../name-property";
import type { Kind, SettingsOf } from "../settings";
import type { ConfigState, StoredObject } from "../stored-object";
import { collectionName } from "../write/object-collections";
import type { ObjectKey } from "./object-key";

type ObjectsByName = ReadonlyMap<string, readonly StoredObject[]>;

/** Finds objects of one state by GUID, else by what people call them. */
export class ObjectFinder {
  private readonly named = new Map<Kind, ObjectsByName>();

  /** @param aliases Ids under which objects of the state are known elsewhere. */
  constructor(
    private readonly state: ConfigState,
    private readonly aliases: ReadonlyMap<string, string> = new Map(),
  ) {}

  /** The object of the key's GUID. */
  byId({ kind, id }: ObjectKey): StoredObject | undefined {
    return id === undefined ? undefined : collection(this.state, kind).get(id);
  }

  /** Objects of the key's name, the newest first: there is more than one while a stack swaps names. */
  byName(key: ObjectKey): readonly StoredObject[] {
    return this.namesOf(key.kind).get(this.nameOf(key)) ?? [];
  }

  /** Id of a permission's connector; of one that is not there, what the key calls it. */
  connectorId({ settings, connectorName }: Extract<ObjectKey, { kind: "ConnectorPermission" }>): string {
    const given = settings.connector ?? "";
    const id = this.aliases.get(given) ?? given;
    if (this.state.receiveConnectors.has(id)) return id;
    const key: ObjectKey = { kind: "ReceiveConnector", settings: { name: connectorName ?? given } };
    return this.byName(key)[0]?.id ?? connectorName ?? given;
  }

  private nameOf(key: ObjectKey): string {
    if (key.kind !== "ConnectorPermission") return spellName(key);
    return spellEntry({ ...key.settings, connector: this.connectorId(key) });
  }

  private namesOf(kind: Kind): ObjectsByName {
    const known = this.named.get(kind);
    if (known !== undefined) return known;
    const newestFirst = [...collection(this.state, kind).values()].sort(
      (a, b) => b.selectionRevision - a.selectionRevision,
    );
    const names = Map.groupBy(newestFirst, (object) => spellStored(object));
    this.named.set(kind, names);
    return names;
  }
}

function spellStored(object: StoredObject): string {
  const key = object as ObjectKey;
  return key.kind === "ConnectorPermission" ? spellEntry(key.settings) : spellName(key);
}

// Names compare without regard to case on a host.
function spellName({ kind, settings }: Pick<ObjectKey, "kind" | "settings">): string {
  if (!isNamedKind(kind)) return "";
  const name = (settings as Readonly<Record<string, unknown>>)[NAME_PROPERTY[kind]];
  return typeof name === "string" ? name.toLowerCase() : "";
}

function spellEntry(settings: Partial<SettingsOf["ConnectorPermission"]>): string {
  const { connector = "", principal = "", access = "", extendedRights = [] } = settings;
  return [connector, principal.toLowerCase(), access, ...[...extendedRights].sort()].join("\n");
}

function collection(state: ConfigState, kind: Kind): ReadonlyMap<string, StoredObject> {
  const name = collectionName(kind);
  return name === undefined ? new Map([[state.transportConfig.id, state.transportConfig]]) : state[name];
}
