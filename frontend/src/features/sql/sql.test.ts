import { expect, it } from "vitest";
import { chartable } from "./chart-data";
import { parameterCount, parameterValue } from "./parameters";
import { readPlan } from "./plan";

it("counts parameters outside of texts and comments", () => {
  expect(parameterCount("select $1, $3 -- $9\n, '$8', \"$7\", /* $6 */ $2, $x$ $5 $x$")).toBe(3);
  expect(parameterCount("select 1")).toBe(0);
  expect([parameterValue(""), parameterValue("0")]).toEqual([null, "0"]);
});

const columns = (...types: [string, string][]) => types.map(([name, type]) => ({ name, type }));

it("charts number columns over what names the rows", () => {
  const chart = chartable(columns(["day", "date"], ["n", "int8"], ["total", "numeric"]), [
    ["2026-01-01", 1, "2.5"],
    ["2026-01-02", 2, null],
  ]);
  expect(chart?.series).toEqual([
    { name: "n", values: [1, 2] },
    { name: "total", values: [2.5, null] },
  ]);
  expect(chart?.times).toHaveLength(2);
});

it("does not space points by time where times go back, and has no chart without numbers", () => {
  const back = [
    ["2026-01-02", 1],
    ["2026-01-01", 2],
  ];
  expect(chartable(columns(["day", "date"], ["n", "int8"]), back)?.times).toBeUndefined();
  expect(chartable(columns(["name", "text"]), [["a"], ["b"]])).toBeUndefined();
});

it("reads a plan and says where the time goes", () => {
  const scan = {
    "Node Type": "Seq Scan",
    "Relation Name": "notes",
    "Plan Rows": 10,
    "Total Cost": 60,
    Filter: "(id > 1)",
  };
  const plan = readPlan([
    [
      [
        {
          Plan: { "Node Type": "Limit", "Plan Rows": 1, "Total Cost": 80, Plans: [scan] },
          "Planning Time": 0.1,
        },
      ],
    ],
  ]);
  expect(plan?.root).toMatchObject({ type: "Limit", share: 0.25 });
  expect(plan?.root.children[0]).toMatchObject({
    subject: "notes",
    share: 0.75,
    conditions: [["Filter", "(id > 1)"]],
  });
  expect(readPlan([["no plan"].map(() => null)])).toBeUndefined();
});
