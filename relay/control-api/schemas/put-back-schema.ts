import { Type } from "typebox";
import { KINDS } from "./object-schemas";

const STATE = Type.Union([Type.Object({ settings: Type.Object({}), owner: Type.Unknown() }), Type.Null()]);

/** What every answer has that puts a whole state back. */
export const PUT_BACK_PROPERTIES = {
  revision: Type.Integer({ description: "Of the host, afterwards. Of a dry run: the present one." }),
  changes: Type.Array(
    Type.Object({
      action: Type.Enum(["create", "update", "delete"]),
      kind: KINDS,
      id: Type.String(),
      name: Type.String(),
      before: STATE,
      after: STATE,
    }),
    { description: "Empty: it is so already." },
  ),
  notices: Type.Array(Type.String()),
  applied: Type.Ref("Applied#"),
  audit: Type.Ref("AuditHead#"),
};
