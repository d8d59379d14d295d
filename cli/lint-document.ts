import { type ConfigDocument, type ConfigurationLint, configStateOf, lintConfiguration } from "../model";

/** A lint of a document, with where it is. */
export interface DocumentLint extends Omit<ConfigurationLint, "id"> {
  /** `receiveConnectors[0].remoteIpRanges[1]`. */
  readonly path: string;
}

/** Every lint of a document. `at`: epoch milliseconds, what has expired then grants nothing. */
export function lintDocument(document: ConfigDocument, at: number): readonly DocumentLint[] {
  // Ids of such a state are paths in the document.
  return lintConfiguration({ state: configStateOf(document), at }).map(({ id, ...lint }) => {
    return { path: `${id}.${lint.property}`, ...lint };
  });
}
