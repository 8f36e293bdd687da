import { describe, expect, it } from "vitest";
import { display, editable, InputError, kindOf, parseInput, shortType } from "./pg-types";

describe("kindOf", () => {
  it.each([
    ["bigint", "number"],
    ["numeric(10,2)", "number"],
    ["double precision", "number"],
    ["interval", "text"],
    ["boolean", "boolean"],
    ["jsonb", "json"],
    ["text[]", "array"],
    ["_int4", "array"],
    ["timestamp with time zone", "timestamp"],
    ["timetz", "time"],
    ["uuid", "uuid"],
    ["mood", "text"],
  ])("%s is %s", (type, kind) => {
    expect(kindOf(type)).toBe(kind);
  });
});

it("shortens the long names of types and keeps their precision", () => {
  expect(shortType("timestamp(3) without time zone")).toBe("timestamp(3)");
  expect(shortType("character varying(255)")).toBe("varchar(255)");
  expect(shortType("bigint")).toBe("int8");
});

describe("parseInput", () => {
  it("keeps numbers that a double cannot hold as text", () => {
    expect(parseInput("42", "number")).toBe(42);
    expect(parseInput("9007199254740993", "number")).toBe("9007199254740993");
    expect(parseInput("1.10", "number")).toBe("1.10");
  });

  it("refuses what is no JSON, and JSON that is no array", () => {
    expect(parseInput('{"a": 1}', "json")).toEqual({ a: 1 });
    expect(() => parseInput("{", "json")).toThrow(InputError);
    expect(() => parseInput('{"a": 1}', "array")).toThrow("An array is expected");
    expect(() => parseInput(" ", "number")).toThrow("set NULL");
  });
});

it("shows values on one line and edits documents on several", () => {
  expect(display(null)).toBe("NULL");
  expect(display({ a: [1] })).toBe('{"a":[1]}');
  expect(editable({ a: 1 })).toBe('{\n  "a": 1\n}');
  expect(editable(null)).toBe("");
});
