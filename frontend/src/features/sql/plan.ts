/** A node of a plan, as `EXPLAIN (FORMAT JSON)` gives it. */
export interface PlanNode {
  type: string;
  /** What it works on: a table, an index, a join's kind. */
  subject: string;
  rows: number;
  actualRows: number | undefined;
  loops: number;
  cost: number;
  /** Milliseconds of this node and those below it, over all loops. */
  time: number | undefined;
  /** Share of the whole that is spent in this node itself, 0 to 1. */
  share: number;
  conditions: [string, string][];
  children: PlanNode[];
}

export interface Plan {
  root: PlanNode;
  planning: number | undefined;
  execution: number | undefined;
}

type Json = Record<string, unknown>;

const CONDITIONS = [
  "Index Cond",
  "Hash Cond",
  "Merge Cond",
  "Join Filter",
  "Filter",
  "Recheck Cond",
  "Sort Key",
  "Group Key",
];

const number = (value: unknown) => (typeof value === "number" ? value : undefined);
const text = (value: unknown) => (typeof value === "string" ? value : "");

/** Reads the plan in the only cell of an EXPLAIN's result. */
export function readPlan(rows: unknown[][]): Plan | undefined {
  const cell = rows[0]?.[0];
  const parsed = (typeof cell === "string" ? JSON.parse(cell) : cell) as unknown;
  const head = (Array.isArray(parsed) ? parsed[0] : parsed) as Json | undefined;
  if (!head || typeof head.Plan !== "object") return undefined;
  const root = node(head.Plan as Json);
  share(root, weight(root) || 1);
  return { root, planning: number(head["Planning Time"]), execution: number(head["Execution Time"]) };
}

function node(json: Json): PlanNode {
  const loops = number(json["Actual Loops"]) ?? 1;
  const time = number(json["Actual Total Time"]);
  const subject = [
    text(json["Join Type"]),
    text(json["Relation Name"]),
    text(json["Index Name"]),
    text(json.Alias),
  ];
  return {
    type: text(json["Node Type"]),
    subject: [...new Set(subject.filter((part) => part !== ""))].join(" · "),
    rows: number(json["Plan Rows"]) ?? 0,
    actualRows: number(json["Actual Rows"]),
    loops,
    cost: number(json["Total Cost"]) ?? 0,
    time: time === undefined ? undefined : time * loops,
    share: 0,
    conditions: CONDITIONS.flatMap((name): [string, string][] => {
      const value = json[name];
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : String(value)]];
    }),
    children: (Array.isArray(json.Plans) ? (json.Plans as Json[]) : []).map(node),
  };
}

/** Time where it was measured, else the planner's cost. */
const weight = (of: PlanNode) => of.time ?? of.cost;

function share(of: PlanNode, whole: number) {
  const below = of.children.reduce((sum, child) => sum + weight(child), 0);
  of.share = Math.min(1, Math.max(0, (weight(of) - below) / whole));
  for (const child of of.children) share(child, whole);
}
