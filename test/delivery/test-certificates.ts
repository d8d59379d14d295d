import { generate } from "selfsigned";

export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** An issuer that nobody knows yet. */
export async function makeIssuer(): Promise<KeyPair> {
  const { cert, private: key } = await generate([{ name: "commonName", value: "Test issuer" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert, key };
}

/** A server certificate for these names and addresses; signed by itself without an issuer. */
export async function makeCertificate(names: readonly string[], issuer?: KeyPair): Promise<KeyPair> {
  const altNames = names.map((name) =>
    /^[\d.]+$/.test(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
  );
  const { cert, private: key } = await generate([{ name: "commonName", value: names[0] ?? "nobody" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames },
    ],
    ...(issuer === undefined ? {} : { ca: issuer }),
  });
  return { cert, key };
}
