import fc from "fast-check";
import type { ProbeIdentity, RelayProbe } from "../../model";
import { randomClient } from "./random-clients";
import { LOCALS } from "./random-connectors";
import { DOMAINS, randomRecipient, randomSender } from "./random-mail";
import { GROUP_NAMES, USERNAMES } from "./random-world";

/** A client and an endpoint of its family. */
export const randomPlace: fc.Arbitrary<Pick<RelayProbe, "client" | "local">> = randomClient.chain((client) =>
  fc.record({
    client: fc.constant(client),
    local: fc.constantFrom(...LOCALS.filter(({ address }) => address.includes(":") === client.includes(":"))),
  }),
);

const identity: fc.Arbitrary<ProbeIdentity> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: "anonymous" } as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("account" as const),
      username: fc.constantFrom(...USERNAMES),
      by: fc.constantFrom<"password" | "certificate">("password", "password", "certificate"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("directory-account" as const),
      group: fc.option(fc.constantFrom(...GROUP_NAMES)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("partner" as const), domain: fc.constantFrom(...DOMAINS) }) },
);

const needsTls = (who: ProbeIdentity) => who.kind === "partner" || (who.kind === "account" && who.by === "certificate");

/** A probe about the things that random configurations speak about. Certificates are shown only within TLS. */
export const randomProbe: fc.Arbitrary<RelayProbe> = fc
  .record({ place: randomPlace, tls: fc.boolean(), identity, sender: randomSender, recipient: randomRecipient })
  .map(({ place, tls, identity: who, sender, recipient }) => ({
    ...place,
    session: { tls: tls || needsTls(who), identity: who },
    sender,
    recipient,
  }));
