import { readPasswordHash } from "./password-hash";

const SALT = "c29tZXNhbHRzb21lc2FsdA";
const TAG = "Tad9GOwI/5T8iRPBclHP3gXXrHOspuVM5NIFiRX9TzM";
const hash = (cost: string, salt = SALT, tag = TAG) => `$argon2id$v=19$${cost}$${salt}$${tag}`;

describe("readPasswordHash", () => {
  test.each([
    ["m=19456,t=2,p=1", { memory: 19_456, passes: 2, lanes: 1 }],
    ["m=65536,t=10,p=4", { memory: 65_536, passes: 10, lanes: 4 }],
  ])("reads what %s costs", (cost, expected) => {
    expect(readPasswordHash(hash(cost))).toEqual(expected);
  });

  test.each([
    ["more memory than 64 MiB", hash("m=65537,t=2,p=1")],
    ["more than ten passes", hash("m=19456,t=11,p=1")],
    ["more than four lanes", hash("m=19456,t=2,p=5")],
    ["a number beyond all numbers", hash("m=99999999999999,t=2,p=1")],
    ["less memory than its lanes need", hash("m=8,t=2,p=2")],
    ["no passes", hash("m=19456,t=0,p=1")],
    ["argon2i", hash("m=19456,t=2,p=1").replace("argon2id", "argon2i")],
    ["another version", hash("m=19456,t=2,p=1").replace("v=19", "v=16")],
    ["no version", hash("m=19456,t=2,p=1").replace("v=19$", "")],
    ["a salt that is too short", hash("m=19456,t=2,p=1", "c2FsdA")],
    ["a tag that is too short", hash("m=19456,t=2,p=1", SALT, "c2FsdA")],
    ["base64 of no length", hash("m=19456,t=2,p=1", `${SALT}AAA`)],
    ["something behind it", `${hash("m=19456,t=2,p=1")}\n`],
    ["a bcrypt hash", "$2b$12$c29tZXNhbHRzb21lc2FsdA"],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(readPasswordHash(text)).toBeUndefined();
  });
});
