import { Link } from "@tanstack/react-router";
import { Handle, Position, type NodeProps } from "@xyflow/react";
import { KeyRound, Link2 } from "lucide-react";
import { memo } from "react";
import { cn } from "@/lib/cn";
import { shortType } from "@/lib/pg-types";
import { SHOWN, WIDTH, type TableNode } from "./graph";

export const TableNodeView = memo(function TableNodeView({
  data: { table, found },
  selected,
}: NodeProps<TableNode>) {
  const pointing = new Set(table.foreign_keys.flatMap((key) => key.columns));
  const hidden = table.schema.columns.length - SHOWN;
  return (
    <div
      style={{ width: WIDTH }}
      className={cn(
        "rounded-lg border bg-surface pb-1.5 text-xs shadow-float",
        selected && "border-accent",
        found && "ring-2 ring-accent",
      )}
    >
      <Handle type="target" id="head" position={Position.Left} className="opacity-0" />
      <Link
        to="/tables/$table"
        params={{ table: table.name }}
        className="block truncate border-b px-3 py-2 font-mono font-semibold hover:text-accent-ink hover:underline"
      >
        {table.name}
      </Link>
      <ul>
        {table.schema.columns.slice(0, SHOWN).map((column) => (
          <li
            key={column.name}
            className="relative flex h-[25px] items-center gap-1.5 px-3 font-mono text-2xs"
          >
            {column.primary_key ? (
              <KeyRound className="size-3 shrink-0 text-warning" aria-label="key" />
            ) : pointing.has(column.name) ? (
              <Link2 className="size-3 shrink-0 text-accent-ink" aria-label="foreign key" />
            ) : (
              <span className="w-3 shrink-0" />
            )}
            <span className="truncate">{column.name}</span>
            <span className="ml-auto truncate pl-2 text-faint">{shortType(column.type)}</span>
            {pointing.has(column.name) && (
              <Handle type="source" id={column.name} position={Position.Right} className="opacity-0" />
            )}
          </li>
        ))}
        {hidden > 0 && <li className="px-3 text-2xs text-muted">and {hidden} more</li>}
      </ul>
    </div>
  );
});
