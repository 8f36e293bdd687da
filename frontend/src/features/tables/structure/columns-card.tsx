import { KeyRound, MoreHorizontal, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteColumn, type Column, type Table } from "@/api/tables";
import { Button, IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { shortType } from "@/lib/pg-types";
import { ColumnDialog } from "./column-dialog";
import { DropPart } from "./drop-part";

export function ColumnsCard({ table }: { table: Table }) {
  const [editing, setEditing] = useState<Column | "new">();
  const [removing, setRemoving] = useState<Column>();
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Columns">
        <Button size="sm" icon={<Plus />} onClick={() => setEditing("new")}>
          Add column
        </Button>
      </CardHeader>
      <div className="overflow-x-auto">
        <table className="w-full text-left text-sm">
          <thead className="border-b bg-sunken/60 text-xs text-muted">
            <tr className="[&>th]:px-4 [&>th]:py-2 [&>th]:font-medium">
              <th>Name</th>
              <th>Type</th>
              <th>Default</th>
              <th>Rules</th>
              <th>
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {table.schema.columns.map((column) => (
              <tr key={column.name} className="[&>td]:px-4 [&>td]:py-2">
                <td>
                  <span className="font-mono text-xs font-medium">{column.name}</span>
                  {column.comment && <span className="block text-xs text-muted">{column.comment}</span>}
                </td>
                <td className="font-mono text-xs text-muted" title={column.enum_values?.join(", ")}>
                  {shortType(column.type)}
                </td>
                <td className="max-w-56 truncate font-mono text-xs text-muted">
                  {column.default ?? column.generated ?? "–"}
                </td>
                <td>
                  <Rules column={column} />
                </td>
                <td className="w-10 text-right">
                  <Menu
                    trigger={
                      <IconButton size="sm" label={`Actions for ${column.name}`} icon={<MoreHorizontal />} />
                    }
                  >
                    <MenuItem icon={<Pencil />} onSelect={() => setEditing(column)}>
                      Edit column
                    </MenuItem>
                    <MenuItem
                      icon={<Trash2 />}
                      danger
                      disabled={column.primary_key}
                      onSelect={() => setRemoving(column)}
                    >
                      Delete column…
                    </MenuItem>
                  </Menu>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ColumnDialog table={table.name} column={editing} onClose={() => setEditing(undefined)} />
      <DropPart
        what="column"
        name={removing?.name}
        change={(name) => deleteColumn(table.name, name)}
        onClose={() => setRemoving(undefined)}
      >
        Its values in every row are lost, and indexes and constraints that use it go too.
      </DropPart>
    </Card>
  );
}

function Rules({ column }: { column: Column }) {
  return (
    <span className="flex flex-wrap gap-1">
      {column.primary_key && (
        <Badge tone="warning">
          <KeyRound className="size-3" aria-hidden /> Key
        </Badge>
      )}
      {!column.nullable && !column.primary_key && <Badge>Required</Badge>}
      {column.unique && !column.primary_key && <Badge>Unique</Badge>}
      {column.identity && <Badge tone="accent">Identity</Badge>}
      {column.generated && <Badge tone="accent">Computed</Badge>}
    </span>
  );
}
