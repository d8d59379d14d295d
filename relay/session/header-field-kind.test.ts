import { headerRight } from "../../model";
import { fieldKind } from "./header-field-kind";

const RIGHTS: Readonly<Record<string, string>> = {
  received: "ms-Exch-Accept-Headers-Routing",
  resent: "ms-Exch-Accept-Headers-Routing",
  organization: "ms-Exch-Accept-Headers-Organization",
  forest: "ms-Exch-Accept-Headers-Forest",
};

/** A field that the collector passes over is never shown to the model, so both must know the same names. */
describe("fieldKind and the model's header firewall", () => {
  test.each([
    "Received",
    ...["Date", "From", "Sender", "To", "Cc", "Bcc", "Message-ID", "Reply-To"].map((name) => `Resent-${name}`),
    "X-MS-Exchange-Organization-AuthAs",
    "X-MS-Exchange-Forest-Anything",
    "X-MS-Exchange-Organization",
    "X-MS-Exchange-CrossTenant-Id",
    "Resent-Other",
    "Return-Path",
    "From",
    "Sender",
    "Date",
    "Message-ID",
    "Subject",
    "",
  ])("agree on %p, in every case", (name) => {
    for (const spelt of [name, name.toUpperCase(), name.toLowerCase()]) {
      const bytes = Buffer.from(`>${spelt}: x`, "latin1");
      const kind = fieldKind(bytes, 1, 1 + spelt.length);
      expect(RIGHTS[kind ?? ""]).toBe(headerRight(spelt));
    }
  });
});
