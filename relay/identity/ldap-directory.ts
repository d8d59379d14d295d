import type { Entry } from "ldapts";
import type { Directory, DirectoryAccount } from "./directory";
import type { DirectoryOptions, DirectorySearch } from "./directory-options";
import { LdapConnection, type LdapServer } from "./ldap-connection";
import { fillDn, fillFilter } from "./ldap-template";

/** What a directory is asked with: options whose files are read. */
export interface LdapDirectoryOptions extends LdapServer, Pick<DirectoryOptions, "find" | "groups" | "mailAttribute"> {
  readonly service: { readonly dn: string; readonly password: string } | null;
}

/** Who somebody is in the directory, before he has proved it. */
interface Found {
  readonly dn: string;
  /** Null: the template says the name, and nobody has looked. */
  readonly entry: Entry | null;
}

/** Connections that nobody uses are closed after this. */
const IDLE_LIMIT = 60_000;
/** A server that gave no answer is left alone so long: whoever waits behind is told at once. */
const REST = 1000;

/** Accounts of an LDAP directory: a bind with the password proves them. */
export class LdapDirectory implements Directory {
  private readonly idle = new Map<LdapConnection, NodeJS.Timeout>();
  private isClosed = false;
  /** On the clock of performance.now(). */
  private restUntil = 0;

  constructor(private readonly options: LdapDirectoryOptions) {}

  async authenticate(username: string, password: string): Promise<DirectoryAccount | null> {
    // RFC 4513 §5.1.2: a bind with a name and no password succeeds, and proves nothing.
    if (username === "" || password === "") return null;
    const used = this.takeIdle();
    if (used !== undefined) {
      try {
        return await this.ask(used, username, password);
      } catch (error) {
        // A server hangs up on idle clients whenever it likes; what it has answered stands.
        if (hasAnswered(error)) throw error;
      }
    }
    return this.askAnew(username, password);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const [connection, timer] of this.idle) {
      clearTimeout(timer);
      connection.destroy();
    }
    this.idle.clear();
  }

  private async askAnew(username: string, password: string): Promise<DirectoryAccount | null> {
    if (performance.now() < this.restUntil) throw new Error("the directory could not be asked a moment ago");
    const connection = new LdapConnection(this.options);
    try {
      return await this.ask(connection, username, password, "open");
    } catch (error) {
      if (!hasAnswered(error)) this.restUntil = performance.now() + REST;
      throw error;
    }
  }

  private takeIdle(): LdapConnection | undefined {
    for (const [connection, timer] of this.idle) {
      clearTimeout(timer);
      this.idle.delete(connection);
      if (connection.isOpen) return connection;
      connection.destroy();
    }
    return undefined;
  }

  private putIdle(connection: LdapConnection): void {
    if (this.isClosed) return connection.destroy();
    const drop = () => {
      this.idle.delete(connection);
      connection.destroy();
    };
    this.idle.set(connection, setTimeout(drop, IDLE_LIMIT).unref());
  }

  private async ask(connection: LdapConnection, username: string, password: string, first?: "open") {
    // No step may hang: a TLS handshake has no limit of its own.
    const deadline = setTimeout(() => connection.destroy(), this.options.timeout);
    try {
      if (first === "open") await connection.open();
      const account = await this.converse(connection, username, password);
      this.putIdle(connection);
      return account;
    } catch (error) {
      connection.destroy();
      throw error;
    } finally {
      clearTimeout(deadline);
    }
  }

  private async converse(connection: LdapConnection, username: string, password: string) {
    const found = await this.find(connection, username);
    if (found === null || !(await connection.bind(found.dn, password))) return null;
    const addresses = valuesOf(await this.entryOf(connection, found), this.options.mailAttribute);
    return { groups: await this.groupsOf(connection, username, found.dn), addresses: addresses.toSorted() };
  }

  private async find(connection: LdapConnection, username: string): Promise<Found | null> {
    const { find } = this.options;
    if (find.by === "template") return { dn: fillDn(find.dn, { username }), entry: null };
    await this.bindService(connection);
    const filter = fillFilter(find.filter, { username });
    // Two are too many: which of them would it be?
    const [entry, another] = await connection.search(find.base, { filter, sizeLimit: 2, attributes: this.attributes });
    return entry === undefined || another !== undefined ? null : { dn: entry.dn, entry };
  }

  private async entryOf(connection: LdapConnection, { dn, entry }: Found): Promise<Entry | undefined> {
    if (entry !== null || this.options.mailAttribute === null) return entry ?? undefined;
    const [own] = await unlessHidden(() => connection.search(dn, { scope: "base", attributes: this.attributes }));
    return own;
  }

  private async groupsOf(connection: LdapConnection, username: string, dn: string): Promise<readonly string[]> {
    const { groups, service } = this.options;
    if (groups === null) return [];
    if (service !== null) await this.bindService(connection);
    const { base, filter }: DirectorySearch = groups;
    const search = { filter: fillFilter(filter, { username, dn }), attributes: ["cn"] };
    return (await connection.search(base, search)).flatMap((entry) => valuesOf(entry, "cn")).sort();
  }

  private async bindService(connection: LdapConnection): Promise<void> {
    const { service } = this.options;
    if (service === null || (await connection.bind(service.dn, service.password))) return;
    throw new Error(`the directory refuses the service account ${service.dn}`);
  }

  private get attributes(): string[] {
    return [this.options.mailAttribute ?? "1.1"];
  }
}

/** Attributes compare without case, and a server spells them as its schema does. */
function valuesOf(entry: Entry | undefined, attribute: string | null): readonly string[] {
  const name = attribute?.toLowerCase();
  const found = Object.entries(entry ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? [];
  return [found].flat().filter((value) => typeof value === "string");
}

function hasAnswered(error: unknown): boolean {
  return typeof (error as { readonly code?: unknown }).code === "number";
}

const NO_SUCH_OBJECT = 32;
const INSUFFICIENT_ACCESS = 50;

/** An account that may not read itself has no addresses here. */
async function unlessHidden(search: () => Promise<readonly Entry[]>): Promise<readonly Entry[]> {
  try {
    return await search();
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === NO_SUCH_OBJECT || code === INSUFFICIENT_ACCESS) return [];
    throw error;
  }
}
