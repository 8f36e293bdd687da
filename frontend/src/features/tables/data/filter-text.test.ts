import { expect, it } from "vitest";
import type { Filter } from "@/api/rows";
import { rowsSearch } from "@/api/rows";
import { readFilters, readOrder, withWildcards, writeFilters, writeOrder } from "./filter-text";

it("filters survive an address, whatever they hold", () => {
  const filters: Filter[] = [
    { column: "body", operator: "ilike", value: "a.b~c & d=é%" },
    { column: "id", operator: "in", value: "1,2" },
    { column: "note", operator: "eq", value: "" },
  ];
  expect(readFilters(writeFilters(filters))).toEqual(filters);
  expect(writeFilters([])).toBeUndefined();
  expect(readFilters("nonsense~a.unknown.b")).toEqual([]);
});

it("orders survive an address", () => {
  expect(readOrder(writeOrder({ column: "created_at", descending: true }))).toEqual({
    column: "created_at",
    descending: true,
  });
  expect(readOrder("created_at")).toBeUndefined();
});

it("become the API's query string", () => {
  const filters = [
    withWildcards({ column: "body", operator: "ilike", value: "x" }),
    withWildcards({ column: "id", operator: "in", value: "1,2" }),
  ];
  const search = rowsSearch({ filters, order: [{ column: "id", descending: true }] });
  expect([...search]).toEqual([
    ["body", "ilike.%x%"],
    ["id", "in.(1,2)"],
    ["order", "id.desc"],
  ]);
});
