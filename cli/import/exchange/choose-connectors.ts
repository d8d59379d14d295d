import { quoteValue } from "../../../model";
import { CommandError } from "../../command-error";
import { EXIT } from "../../exit-codes";
import { type ConnectorIdentity, sameName } from "./connector-identity";
import type { RawRecord } from "./raw-record";

export interface IdentifiedConnector {
  readonly record: RawRecord;
  readonly identity: ConnectorIdentity;
}

interface Choice {
  readonly server?: string | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * The connectors that are imported. Those of several servers go into one program when no two have the same name;
 * whether their ranges conflict is the model's to judge.
 * @throws CommandError that says which servers or names there are
 */
export function chooseConnectors(
  connectors: readonly IdentifiedConnector[],
  { server, only, skip }: Choice,
): readonly IdentifiedConnector[] {
  if (connectors.length === 0) throw wrong("No connector is in the files: export Get-ReceiveConnector as well.");
  refuseUnknown("--only", only, connectors);
  refuseUnknown("--skip", skip, connectors);
  const servers = serversOf(connectors);
  if (server !== undefined && !servers.some((name) => sameName(name, server))) {
    throw wrong(
      `--server: no connector of ${server} is in the files; there are ${servers.join(", ") || "none with a server"}.`,
    );
  }
  const chosen = connectors.filter(({ identity }) => {
    if (server !== undefined && !sameName(identity.server ?? "", server)) return false;
    if (skip.some((name) => sameName(name, identity.name))) return false;
    return only.length === 0 || only.some((name) => sameName(name, identity.name));
  });
  if (chosen.length === 0) throw wrong("No connector is left after --server, --only and --skip.");
  refuseTwice(chosen);
  return chosen;
}

export function serversOf(connectors: readonly IdentifiedConnector[]): readonly string[] {
  return [...new Set(connectors.flatMap(({ identity }) => identity.server ?? []))];
}

function refuseUnknown(flag: string, names: readonly string[], connectors: readonly IdentifiedConnector[]): void {
  const unknown = names.find((name) => !connectors.some(({ identity }) => sameName(name, identity.name)));
  if (unknown !== undefined) throw wrong(`${flag}: no connector is called ${quoteValue(unknown)}.`);
}

function refuseTwice(chosen: readonly IdentifiedConnector[]): void {
  const seen = new Map<string, IdentifiedConnector>();
  for (const connector of chosen) {
    const { identity, record } = connector;
    const other = seen.get(identity.name.toLowerCase());
    seen.set(identity.name.toLowerCase(), connector);
    if (other === undefined) continue;
    const servers = serversOf([other, connector]);
    const { file, at } = record.place;
    const where = `${file}${at}: ${quoteValue(identity.name)} is there twice`;
    throw servers.length > 1
      ? wrong(
          `${where}, on ${servers.join(" and ")}: say --server ${servers[0]}, and import each into a program of its own.`,
        )
      : wrong(`${where}: export every connector once.`);
  }
}

function wrong(message: string): CommandError {
  return new CommandError(message, EXIT.usage);
}
