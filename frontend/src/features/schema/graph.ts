import dagre from "@dagrejs/dagre";
import type { Edge, Node } from "@xyflow/react";
import type { Table } from "@/api/tables";

export type TableNode = Node<{ table: Table; found: boolean }, "table">;

export const WIDTH = 240;
const HEAD = 37;
const LINE = 25;
/** Columns that a node shows; the others are counted. */
export const SHOWN = 14;

export const heightOf = (table: Table) =>
  HEAD +
  Math.min(table.schema.columns.length, SHOWN) * LINE +
  (table.schema.columns.length > SHOWN ? LINE : 0) +
  6;

/** An edge for every foreign key between tables that are shown. */
export function edgesOf(tables: Table[]): Edge[] {
  const names = new Set(tables.map((table) => table.name));
  return tables.flatMap((table) =>
    table.foreign_keys
      .filter((key) => names.has(key.references.table))
      .map((key) => ({
        id: `${table.name}.${key.name}`,
        source: table.name,
        target: key.references.table,
        sourceHandle: key.columns[0] ?? null,
        targetHandle: "head",
        type: "smoothstep",
        label: key.columns.join(", "),
      })),
  );
}

/** Nodes in layers, so that most keys point to the right; tables without keys go below. */
export function layout(tables: Table[]): TableNode[] {
  const graph = new dagre.graphlib.Graph().setDefaultEdgeLabel(() => ({}));
  graph.setGraph({ rankdir: "LR", nodesep: 40, ranksep: 110 });
  for (const table of tables) graph.setNode(table.name, { width: WIDTH, height: heightOf(table) });
  for (const edge of edgesOf(tables)) graph.setEdge(edge.source, edge.target);
  dagre.layout(graph);
  return tables.map((table) => {
    const { x, y } = graph.node(table.name) as { x: number; y: number };
    const position = { x: x - WIDTH / 2, y: y - heightOf(table) / 2 };
    return { id: table.name, type: "table", position, data: { table, found: false } };
  });
}
