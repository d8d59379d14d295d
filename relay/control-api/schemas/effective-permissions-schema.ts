import { Type } from "typebox";
import { DECIDED_BY } from "./explanation-schema";

const RIGHTS = Type.Array(Type.Object({ right: Type.String(), by: DECIDED_BY }));

const PERMISSION = Type.Object({
  principals: Type.Array(Type.String(), { description: "One principal, or all that a session of the account has." }),
  granted: RIGHTS,
  denied: Type.Array(Type.Object({ right: Type.String(), by: DECIDED_BY }), {
    description: "Rights that a Deny takes away; it wins over every Allow.",
  }),
});

export const EFFECTIVE_PERMISSIONS = Type.Object(
  {
    revision: Type.Integer({ description: "Revision in force that was asked." }),
    connectorId: Type.String(),
    connectorName: Type.String(),
    permissions: Type.Array(PERMISSION, { description: "By principal; of one account when a user was named." }),
  },
  { $id: "EffectivePermissions" },
);
