import type { Owner } from "../../model";
import { shortHash } from "./short-hash";

/** Where a program declares an object, as a host answers it. */
export interface AnsweredDeclaration {
  readonly owner: Owner | null;
  readonly declaredIn: {
    readonly commit: string | null;
    readonly file: string | null;
    readonly line: number | null;
  } | null;
}

/** Whose an object is: `acme/crm/prod, index.ts:42, commit 3f2a91c0b7de`, or nobody's. */
export function declarationText({ owner, declaredIn }: AnsweredDeclaration): string {
  return owner === null ? "nobody" : [owner.stack, ...placeTexts(declaredIn)].join(", ");
}

/** Line of the program and commit, as far as they are known. */
export function placeTexts(declaredIn: AnsweredDeclaration["declaredIn"]): readonly string[] {
  const { commit = null, file = null, line = null } = declaredIn ?? {};
  return [
    ...(file === null ? [] : [line === null ? file : `${file}:${line}`]),
    ...(commit === null ? [] : [`commit ${shortHash(commit)}`]),
  ];
}
