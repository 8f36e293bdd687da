import type { Table } from "@/api/tables";
import { layout, type TableNode } from "./graph";

// Where tables were dragged to, while the console is open.
const moved = new Map<string, { x: number; y: number }>();

export const remember = (name: string, position: { x: number; y: number }) => void moved.set(name, position);
export const forgetAll = () => moved.clear();

/** The layout, with the tables that were dragged where they were left. */
export const placed = (tables: Table[]): TableNode[] =>
  layout(tables).map((node) => ({ ...node, position: moved.get(node.id) ?? node.position }));
