import { expect, it } from "vitest";
import { defaultOf, nameFault, newColumn, newTable, tableIn } from "./draft";
import { changesOf, plainDefault } from "../structure/column-dialog";

it("leaves out lines without a name and makes keys required", () => {
  const body = tableIn({
    ...newTable(),
    name: " notes ",
    columns: [newColumn({ name: "id", type: "int8", primaryKey: true }), newColumn()],
  });
  expect(body).toMatchObject({ name: "notes", description: null, access_level: "private" });
  expect(body.schema?.columns).toEqual([
    { name: "id", type: "int8", nullable: false, unique: false, primary_key: true },
  ]);
});

it("takes numbers and truth values for what they are, and text columns' digits for text", () => {
  expect(defaultOf("1.5", "numeric")).toBe(1.5);
  expect(defaultOf("007", "text")).toBe("007");
  expect(defaultOf("false", "bool")).toBe(false);
  expect(defaultOf("now()", "timestamptz")).toBe("now()");
  expect(defaultOf("  ", "text")).toBeUndefined();
});

it("says why a name cannot be used", () => {
  expect(nameFault("notes_2")).toBeUndefined();
  expect(nameFault("2notes")).toMatch(/no digit first/);
  expect(nameFault("a".repeat(64))).toMatch(/63/);
});

it("sends only what was changed of a column", () => {
  const column = {
    name: "body",
    type: "text",
    nullable: true,
    unique: false,
    default: "'it''s'::text",
    primary_key: false,
  };
  expect(plainDefault(column.default)).toBe("it's");
  const draft = newColumn({ name: "body", type: "text", defaultValue: "it's" });
  expect(changesOf(column, draft)).toEqual({});
  expect(changesOf(column, { ...draft, name: "text", nullable: false, defaultValue: "" })).toEqual({
    new_name: "text",
    nullable: false,
    default: null,
  });
});
