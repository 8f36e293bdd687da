import { KeyRound, MoreHorizontal, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useDeleteColumn, type Column, type Table } from "@/api/tables";
import { Button, IconButton } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { shortType } from "@/lib/pg-types";
import { ColumnDialog } from "./column-dialog";

export function StructureTab({ table }: { table: Table }) {
  const [editing, setEditing] = useState<Column | "new">();
  const [removing, setRemoving] = useState<Column>();
  const remove = useDeleteColumn(table.name);
  return (
    <div className="max-w-5xl space-y-5 p-4 sm:p-6">
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
                  <td className="font-mono text-xs font-medium">{column.name}</td>
                  <td className="font-mono text-xs text-muted">{shortType(column.type)}</td>
                  <td className="max-w-56 truncate font-mono text-xs text-muted">{column.default ?? "–"}</td>
                  <td>
                    <span className="flex gap-1">
                      {column.primary_key && (
                        <Badge tone="warning">
                          <KeyRound className="size-3" aria-hidden /> Key
                        </Badge>
                      )}
                      {!column.nullable && !column.primary_key && <Badge>Required</Badge>}
                      {column.unique && !column.primary_key && <Badge>Unique</Badge>}
                    </span>
                  </td>
                  <td className="w-10 text-right">
                    <Menu
                      trigger={
                        <IconButton
                          size="sm"
                          label={`Actions for ${column.name}`}
                          icon={<MoreHorizontal />}
                        />
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
      </Card>
      <Indexes table={table} />
      <ColumnDialog table={table.name} column={editing} onClose={() => setEditing(undefined)} />
      <Confirm
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={`Delete column ${removing?.name ?? ""}?`}
        action="Delete column"
        onConfirm={() => remove.mutateAsync(removing?.name ?? "")}
      >
        <p>Its values in every row are lost, and indexes and constraints that use it go too.</p>
      </Confirm>
    </div>
  );
}

function Indexes({ table }: { table: Table }) {
  const indexes = table.schema.indexes ?? [];
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Indexes" />
      {indexes.length === 0 ? (
        <p className="px-4 py-6 text-sm text-muted">No index besides the primary key's.</p>
      ) : (
        <ul className="divide-y">
          {indexes.map((index) => (
            <li key={index.name} className="flex items-center gap-3 px-4 py-2.5">
              <span className="font-mono text-xs font-medium">{index.name}</span>
              <span className="flex-1 truncate font-mono text-xs text-muted">{index.columns.join(", ")}</span>
              {index.unique && <Badge>Unique</Badge>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
