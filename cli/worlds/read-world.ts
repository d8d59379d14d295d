import { type ReadWorld, type WorldQuestion, WorldReader, type WorldReaderOptions } from "./world-reader";

/** Reads one configuration; a WorldReader is for more than one. @throws CommandError, as WorldReader does */
export function readWorld(source: string, question: WorldQuestion & WorldReaderOptions): Promise<ReadWorld> {
  return new WorldReader(question).read(source, question);
}
