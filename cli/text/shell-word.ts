/** A value as a POSIX shell takes it: what strangers wrote must not become a command of whoever pastes it. */
export function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
