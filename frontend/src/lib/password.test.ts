import { expect, it } from "vitest";
import { generatePassword } from "./password";

it("generates passwords with every kind of character, each of its own", () => {
  const passwords = Array.from({ length: 50 }, generatePassword);
  expect(new Set(passwords).size).toBe(50);
  for (const password of passwords) {
    for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[!#%+\-=?]/, /^.{18}$/]) expect(password).toMatch(kind);
  }
});
