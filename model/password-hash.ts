/** Cost and parts of an argon2id hash in PHC form. */
export interface PasswordHashCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

// A hash from a document makes this host work at every login: its cost has an upper limit, and its form is exact.
const LARGEST = { memory: 65_536, passes: 10, lanes: 4 };
// RFC 9106 §3.1: salt of 8 bytes or more, memory of 8 KiB a lane or more; a tag below 16 bytes could be met by chance.
const SALT = { min: 8, max: 64 };
const TAG = { min: 16, max: 64 };
const PHC =
  /^\$argon2id\$v=19\$m=(?<memory>[1-9]\d{0,9}),t=(?<passes>[1-9]\d{0,9}),p=(?<lanes>[1-9]\d{0,9})\$(?<salt>[A-Za-z0-9+/]+)\$(?<tag>[A-Za-z0-9+/]+)$/;

/** Cost of a PHC string that this host is ready to compute (argon2id, version 19, m <= 64 MiB, t <= 10, p <= 4). */
export function readPasswordHash(text: string): PasswordHashCost | undefined {
  const parts = PHC.exec(text)?.groups as Readonly<Record<string, string>> | undefined;
  if (parts === undefined) return undefined;
  const { memory, passes, lanes } = parts;
  const cost = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const isWithin = cost.memory <= LARGEST.memory && cost.passes <= LARGEST.passes && cost.lanes <= LARGEST.lanes;
  const isSound = cost.memory >= 8 * cost.lanes && hasBytes(parts["salt"], SALT) && hasBytes(parts["tag"], TAG);
  return isWithin && isSound ? cost : undefined;
}

/** Whether unpadded base64 of a sound length stands for that many bytes. */
function hasBytes(base64: string | undefined, { min, max }: { readonly min: number; readonly max: number }): boolean {
  const length = base64?.length ?? 0;
  const bytes = Math.floor((length * 3) / 4);
  return length % 4 !== 1 && bytes >= min && bytes <= max;
}
