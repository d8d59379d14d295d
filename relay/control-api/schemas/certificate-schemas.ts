import { Type } from "typebox";

const TIME = Type.Union([Type.String({ format: "date-time" }), Type.Null()]);
const TEXT = Type.Union([Type.String(), Type.Null()]);

/** A certificate of the host; nulls where no certificate could be read. */
export const CERTIFICATE_ENTRY = Type.Object(
  {
    name: Type.String({ description: "Name of the pair, or --smtp-tls-cert, or self-made." }),
    origin: Type.Enum(["directory", "option", "self-made"]),
    tlsCertificateName: Type.Union([Type.String(), Type.Null()], {
      description: "What tlsCertificateName of a receive connector takes.",
    }),
    dnsNames: Type.Array(Type.String()),
    fingerprint: Type.Union([Type.String(), Type.Null()], { description: "SHA-256." }),
    validFrom: TIME,
    validTo: TIME,
    state: Type.Enum(["usable", "expired", "not-yet-valid", "unusable", "former"], {
      description: "former: its files are gone or hold another one, and a connector may still show it.",
    }),
    problem: TEXT,
  },
  { $id: "CertificateEntry" },
);
