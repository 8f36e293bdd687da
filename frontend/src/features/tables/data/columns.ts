import type { Column, Table } from "@/api/tables";
import type { GridColumn } from "@/components/data-grid/types";
import { kindOf, type Kind } from "@/lib/pg-types";

const WIDTHS: Record<Kind, number> = {
  text: 220,
  number: 120,
  boolean: 100,
  json: 240,
  array: 200,
  timestamp: 230,
  date: 120,
  time: 120,
  uuid: 290,
  bytes: 180,
};

export const gridColumn = (column: Column, references: boolean): GridColumn => {
  const kind = kindOf(column.type);
  const heading = column.name.length * 8 + column.type.length * 4 + 50;
  return {
    id: column.name,
    label: column.name,
    type: column.type,
    kind,
    width: Math.min(Math.max(WIDTHS[kind], heading), 420),
    nullable: column.nullable,
    ...(column.generated && { readOnly: true }),
    ...(column.enum_values && kind === "text" && { choices: column.enum_values }),
    ...(column.primary_key ? { mark: "key" as const } : references && { mark: "reference" as const }),
  };
};

/** The key of one column that leads from it to another table. */
export const referenceOf = (table: Table, column: string) =>
  table.foreign_keys.find((key) => key.columns.length === 1 && key.columns[0] === column);

export const gridColumns = (table: Table): GridColumn[] =>
  table.schema.columns.map((column) => gridColumn(column, referenceOf(table, column.name) !== undefined));
