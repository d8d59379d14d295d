/** Where in the input something stands, as messages name it. */
export interface Place {
  /** As the user named it. */
  readonly file: string;
  /** Behind the file's name: `:12`, `:12:5` or ` [3].Bindings`; empty for the file as a whole. */
  readonly at: string;
}

export function placeText({ file, at }: Place): string {
  return `${file}${at}`;
}
