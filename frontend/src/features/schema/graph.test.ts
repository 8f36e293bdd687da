import { expect, it } from "vitest";
import type { Table } from "@/api/tables";
import { edgesOf, heightOf, layout, WIDTH } from "./graph";

const column = { type: "bigint", nullable: false, unique: false, default: null, primary_key: false };

const table = (name: string, columns: string[], target?: string): Table => ({
  name,
  schema: { columns: columns.map((each) => ({ ...column, name: each })) },
  access_level: "private",
  realtime: true,
  owner_id: null,
  description: null,
  row_count: 0,
  created_at: null,
  updated_at: null,
  referenced_by: [],
  constraints: [],
  policies: [],
  triggers: [],
  opened: true,
  foreign_keys: target
    ? [
        {
          name: "fk",
          table: name,
          columns: [columns[1] ?? ""],
          references: { table: target, columns: ["id"] },
          on_delete: "cascade",
          on_update: "no-action",
        },
      ]
    : [],
});

const tables = [
  table("orders", ["id", "customer_id"], "customers"),
  table("customers", ["id"]),
  table("items", ["id", "order_id"], "orders"),
  table("users_ref", ["id", "user_id"], "auth.users"),
];

it("draws keys between shown tables only, from the column to the head", () => {
  expect(edgesOf(tables).map(({ source, target, sourceHandle }) => [source, sourceHandle, target])).toEqual([
    ["orders", "customer_id", "customers"],
    ["items", "order_id", "orders"],
  ]);
});

it("lays tables out without overlap, following the keys", () => {
  const nodes = layout(tables);
  const at = (name: string) => nodes.find((node) => node.id === name)?.position ?? { x: 0, y: 0 };
  expect(at("items").x).toBeLessThan(at("orders").x);
  expect(at("orders").x).toBeLessThan(at("customers").x);
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      const apart =
        Math.abs(one.position.x - other.position.x) >= WIDTH ||
        one.position.y + heightOf(one.data.table) <= other.position.y ||
        other.position.y + heightOf(other.data.table) <= one.position.y;
      expect(apart, `${one.id} and ${other.id}`).toBe(true);
    }
  }
});
