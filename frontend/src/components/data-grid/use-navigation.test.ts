import { expect, it } from "vitest";
import { target } from "./use-navigation";

const bounds = { rows: 100, columns: 5, page: 20 };
const from = (row: number, column: number) => ({ row, column });

it.each([
  ["ArrowDown", false, from(11, 2)],
  ["ArrowDown", true, from(99, 2)],
  ["ArrowLeft", true, from(10, 0)],
  ["End", false, from(10, 4)],
  ["Home", true, from(0, 0)],
  ["PageUp", false, from(0, 2)],
  ["PageDown", false, from(30, 2)],
])("%s (control %s) leads to %o", (key, control, to) => {
  expect(target(from(10, 2), key, control, bounds)).toEqual(to);
});

it("never leaves the grid, and leaves other keys alone", () => {
  expect(target(from(99, 4), "ArrowRight", false, bounds)).toEqual(from(99, 4));
  expect(target(from(0, 0), "ArrowUp", false, bounds)).toEqual(from(0, 0));
  expect(target(from(0, 0), "x", false, bounds)).toBeUndefined();
});
