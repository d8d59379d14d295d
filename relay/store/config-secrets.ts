import type { Transaction } from "kysely";
import {
  findObject,
  isOfKind,
  type ObjectRecord,
  type PreparedSecret,
  type RecordedState,
  timeSpanSeconds,
  type WriteCommand,
} from "../../model";
import type { ConfigSchema, SecretTable } from "./config-schema";
import type { SecretStore } from "./config-store";
import type { SecretBox } from "./secret-box";
import { goodHashes, putSecret, removeSecrets } from "./secret-table";

/** What reading secrets needs of the store. */
export interface SecretStoreParts {
  /** The password of an object as stored. */
  readonly find: (objectId: string) => Promise<SecretTable | undefined>;
  readonly box: SecretBox;
  readonly state: () => RecordedState;
}

/** Reads beside the store's queue of writes: a read sees what was committed last, and waits for nothing. */
export function createSecretStore({ find, box, state }: SecretStoreParts): SecretStore {
  return {
    async passwordHashes(userId, now) {
      const user = findObject(state(), "RelayUser", userId);
      return user === undefined ? [] : goodHashes(await find(userId), { now, overlap: overlapOf(user) });
    },
    async sendConnectorPassword(connectorId) {
      const row = await find(connectorId);
      return row?.form === "sealed" ? box.open(row.value) : null;
    },
    seal: (password) => Promise.resolve(box.seal(password)),
  };
}

/** A write that was accepted, as far as it is about passwords. */
export interface SecretCommit {
  readonly command: WriteCommand;
  /** The object after the write. */
  readonly object: ObjectRecord;
  readonly removed: readonly { readonly id: string }[];
  readonly now: number;
}

/** Does to the passwords what a write does to its objects, in the same transaction. */
export async function writeSecrets(db: Transaction<ConfigSchema>, commit: SecretCommit): Promise<void> {
  const { command, object, removed, now } = commit;
  await removeSecrets(
    db,
    removed.map(({ id }) => id),
  );
  const secret = secretOf(command);
  if (secret?.action === "remove") await removeSecrets(db, [object.id]);
  if (secret?.action !== "set" || object.secretVersion === null) return;
  const { form, value } = secret;
  const version = object.secretVersion;
  const overlap = isOfKind(object, "RelayUser") ? overlapOf(object) : 0;
  await putSecret(db, { objectId: object.id, version, form, value, byOwner: isByOwner(command), overlap, now });
}

function secretOf(command: WriteCommand): PreparedSecret | undefined {
  return command.action === "create" || command.action === "update" ? command.secret : undefined;
}

function isByOwner(command: WriteCommand): boolean {
  return command.action === "create" ? command.owner !== null : command.action === "update" && command.stack !== null;
}

function overlapOf({ settings }: ObjectRecord<"RelayUser">): number {
  return timeSpanSeconds(settings.passwordOverlap) * 1000;
}
