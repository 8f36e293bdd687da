import { expect, it } from "vitest";
import type { Column } from "@/api/tables";
import { readImport } from "./import-file";
import { toCsv } from "./use-export";

const column = (name: string, type: string, nullable = true): Column => ({
  name,
  type,
  nullable,
  unique: false,
  default: null,
  primary_key: false,
});
const columns = [
  column("id", "bigint", false),
  column("body", "text", false),
  column("meta", "jsonb"),
  column("seen", "boolean"),
];

it("reads CSV by the columns' types and names what it leaves out", () => {
  const read = readImport(
    "a.csv",
    'id,body,meta,seen,other\n1,"a, ""b""","{""x"":1}",true,?\n2,,,,?\n',
    columns,
  );
  expect(read.ignored).toEqual(["other"]);
  expect(read.rows).toEqual([
    { id: "1", body: 'a, "b"', meta: { x: 1 }, seen: "true" },
    { id: "2", body: "", meta: null, seen: null },
  ]);
});

it("reads JSON arrays of objects as they are", () => {
  expect(readImport("a.json", '[{"id": 1, "body": "x", "no": 2}]', columns).rows).toEqual([
    { id: 1, body: "x" },
  ]);
  expect(() => readImport("a.json", "[1]", columns)).toThrow("array of objects");
});

it("names the line that makes no sense", () => {
  expect(() => readImport("a.csv", "id,meta\n1,{}\n2,{", columns)).toThrow(/^Line 3, meta: /);
  expect(() => readImport("a.csv", "x,y\n1,2\n", columns)).toThrow("No name in the file is a column");
});

it("reads back what it wrote", () => {
  const rows = [{ id: "1", body: '-5, "x"\n=y', meta: { a: [1] }, seen: null }];
  expect(readImport("a.csv", toCsv(rows), columns).rows).toEqual(rows);
});
