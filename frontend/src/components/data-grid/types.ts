import type { ReactNode } from "react";
import type { Kind } from "@/lib/pg-types";

export type GridRow = Record<string, unknown> | unknown[];

export interface GridColumn {
  /** Member of an object row, or position in an array row. */
  id: string;
  label: string;
  type: string;
  kind: Kind;
  width: number;
  /** Beside the name: part of the key, or a reference. */
  mark?: "key" | "reference";
  nullable?: boolean;
  readOnly?: boolean;
  /** Values to choose from, of an enum. */
  choices?: string[];
}

export interface CellAddress {
  row: number;
  column: number;
}

export interface EditorProps {
  column: GridColumn;
  value: unknown;
  row: GridRow;
  /** What was typed to open the editor; it replaces the value. */
  typed?: string;
  onCommit: (value: unknown, move: "down" | "right" | "none") => void;
  onCancel: () => void;
}

export interface DataGridProps {
  label: string;
  columns: GridColumn[];
  rowCount: number;
  rowAt: (index: number) => GridRow | undefined;
  /** A name of the row that stays when others come and go. */
  rowId: (index: number) => string;
  /** Shown at the end while more is on its way. */
  loadingMore?: boolean;
  onNearEnd?: () => void;
  order?: { column: string; descending: boolean } | undefined;
  onOrder?: (column: string) => void;
  selected?: Set<string>;
  onSelect?: (selected: Set<string>) => void;
  onEdit?: (index: number, column: GridColumn, value: unknown) => void;
  /** Pasted cells, from the active cell on. */
  onPaste?: (at: CellAddress, cells: string[][]) => void;
  onOpenRow?: (index: number) => void;
  /** Another editor for some columns, such as a picker of rows. */
  editorFor?: (column: GridColumn) => ((props: EditorProps) => ReactNode) | undefined;
  /** Rows that have just changed. */
  fresh?: ReadonlySet<string>;
}

export const valueAt = (row: GridRow | undefined, column: GridColumn): unknown =>
  row === undefined ? undefined : Array.isArray(row) ? row[Number(column.id)] : row[column.id];

export const ROW_HEIGHT = 33;
/** Width of the column of row numbers and check boxes. */
export const GUTTER = 56;
