import { stripVTControlCharacters } from "node:util";
import { whoCan } from "../../model";
import { crmWorld } from "../impact/impact-fixture";
import { renderWhoCan } from "./render-who-can";
import type { WhoCanSubject } from "./who-can-subject";

const SUBJECT: WhoCanSubject = {
  label: "a host\u001B[31m",
  at: 0,
  verb: "relay",
  grants: whoCan(crmWorld(["192.168.2.55"]), { verdicts: ["relay"] }),
  trustedProxies: [],
  unknowns: [],
};

test("paint is the only thing that colours add, and a name adds none of its own", () => {
  const plain = renderWhoCan("text", SUBJECT);
  const painted = renderWhoCan("text", { ...SUBJECT, colour: true });
  expect(plain).toContain("192.168.2.55");
  expect(plain).not.toContain("\u001B");
  expect(painted).toContain("\u001B");
  expect(stripVTControlCharacters(painted)).toBe(plain);
});
