/**
 * Closes everything, what was opened last first: the end of a part that cannot be closed must not keep the others, the data
 * directory's lock among them, for ever. @throws the first error, when all is done
 */
export async function closeAll(closers: readonly (() => Promise<void> | void)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const close of closers.toReversed()) {
    try {
      await close();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
