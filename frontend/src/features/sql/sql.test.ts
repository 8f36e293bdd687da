import { expect, it } from "vitest";
import { chartable } from "./chart-data";
import { parameterCount, parameterValue } from "./parameters";

it("counts parameters outside of texts and comments", () => {
  expect(parameterCount("select $1, $3 -- $9\n, '$8', \"$7\", /* $6 */ $2, $x$ $5 $x$")).toBe(3);
  expect(parameterCount("select 1")).toBe(0);
  expect([parameterValue(""), parameterValue("0")]).toEqual([null, "0"]);
});

const result = (columns: [string, string][], data: Record<string, unknown>[]) => ({
  row_count: data.length,
  execution_time: 0,
  is_read_only: true,
  truncated: false,
  column_types: columns.map(([name, type]) => ({ name, type })),
  data,
});

it("charts number columns over what names the rows", () => {
  const chart = chartable(
    result(
      [
        ["day", "date"],
        ["n", "int8"],
        ["total", "numeric"],
      ],
      [
        { day: "2026-01-01", n: 1, total: "2.5" },
        { day: "2026-01-02", n: 2, total: null },
      ],
    ),
  );
  expect(chart?.series).toEqual([
    { name: "n", values: [1, 2] },
    { name: "total", values: [2.5, null] },
  ]);
  expect(chart?.times).toHaveLength(2);
});

it("does not space points by time where times go back, and has no chart without numbers", () => {
  const back = result(
    [
      ["day", "date"],
      ["n", "int8"],
    ],
    [
      { day: "2026-01-02", n: 1 },
      { day: "2026-01-01", n: 2 },
    ],
  );
  expect(chartable(back)?.times).toBeUndefined();
  expect(chartable(result([["name", "text"]], [{ name: "a" }, { name: "b" }]))).toBeUndefined();
});
