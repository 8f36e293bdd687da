import { getRouteApi } from "@tanstack/react-router";
import { Rows3 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { Filter, Order, RowsQuery } from "@/api/rows";
import { keyOf, type Table } from "@/api/tables";
import { DataGrid } from "@/components/data-grid/data-grid";
import type { CellAddress, EditorProps, GridColumn } from "@/components/data-grid/types";
import { Button } from "@/components/ui/button";
import { Empty, Failure, SkeletonRows } from "@/components/ui/states";
import { toast } from "sonner";
import { InputError, parseInput } from "@/lib/pg-types";
import { gridColumns, referenceOf } from "./columns";
import { FilterBar } from "./filter-bar";
import { readFilters, readOrder, withWildcards, writeFilters, writeOrder } from "./filter-text";
import { ReferenceEditor } from "./reference-editor";
import { RowSheet } from "./row-sheet";
import { SelectionBar } from "./selection-bar";
import { Toolbar } from "./toolbar";
import { useLiveRows } from "./use-live-rows";
import { useRowActions } from "./use-row-actions";
import { useRows } from "./use-rows";
import { useUndo } from "./use-undo";

const route = getRouteApi("/tables/$table");

export function DataTab({ table }: { table: Table }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useMemo(() => gridColumns(table), [table]);
  const keys = useMemo(() => keyOf(table), [table]);
  const key = keys.length === 1 ? keys[0] : undefined;
  const filters = useMemo(() => readFilters(search.filter), [search.filter]);
  const order = useMemo(() => readOrder(search.order), [search.order]);
  const query = useMemo(
    (): RowsQuery => ({
      table: table.name,
      filters: filters.map(withWildcards),
      order: order ? [order] : [],
    }),
    [table.name, filters, order],
  );
  const rows = useRows(query, key, keys.length > 0);
  const undo = useUndo();
  const actions = useRowActions(table.name, key, rows, undo);
  const live = useLiveRows(table.realtime ? table.name : "", key, rows);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [opened, setOpened] = useState<number | "new">();

  const rowId = useCallback(
    (index: number) => (key === undefined ? String(index) : String(rows.rows[index]?.[key] ?? `#${index}`)),
    [rows.rows, key],
  );
  const setSearch = (next: { filters?: Filter[]; order?: Order | undefined }) =>
    void navigate({
      search: (before) => {
        const filter = writeFilters(next.filters ?? filters);
        const sorted = writeOrder("order" in next ? next.order : order);
        const { tab } = before as { tab?: string };
        return { ...(tab && { tab }), ...(filter && { filter }), ...(sorted && { order: sorted }) };
      },
      replace: true,
    });
  const sort = (column: string) => {
    if (order?.column !== column) return setSearch({ order: { column, descending: false } });
    setSearch({ order: order.descending ? undefined : { column, descending: true } });
  };
  const edit = (index: number, column: GridColumn, value: unknown) =>
    actions.update.mutate({ id: rowId(index), values: { [column.id]: value } });
  const paste = (at: CellAddress, cells: string[][]) => {
    for (const [offset, line] of cells.entries()) {
      if (rows.rows[at.row + offset] === undefined) break;
      try {
        const values = Object.fromEntries(
          line.flatMap((text, across) => {
            const column = columns[at.column + across];
            return column
              ? [[column.id, text === "" && column.nullable ? null : parseInput(text, column.kind)]]
              : [];
          }),
        );
        actions.update.mutate({ id: rowId(at.row + offset), values });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        toast.error(`Line ${offset + 1} was not pasted`, { description: error.message });
      }
    }
  };
  // Made once for a table: a component of a new identity would be mounted anew and lose what was typed.
  const pickers = useMemo(() => pickersOf(table), [table]);
  const editorFor = useCallback((column: GridColumn) => pickers.get(column.id), [pickers]);
  const { pages } = rows;
  const more = useCallback(() => {
    if (pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage();
  }, [pages]);

  return (
    <div className="flex h-full flex-col">
      <Toolbar
        table={table}
        query={query}
        loaded={rows.rows.length}
        complete={rows.complete}
        busy={pages.isFetching && !pages.isFetchingNextPage}
        undoable={undo.last}
        onUndo={() => void undo.undo()}
        onRefresh={() => void rows.refresh()}
        onInsert={() => setOpened("new")}
        onImported={() => void rows.refresh()}
      >
        <FilterBar columns={columns} filters={filters} onChange={(next) => setSearch({ filters: next })} />
      </Toolbar>
      {key === undefined && (
        <p role="note" className="border-b bg-warning-soft px-4 py-2 text-xs text-warning">
          {keys.length === 0 ? "This table has no primary key" : "The primary key has several columns"}, so
          its rows can be read and added here, but not changed or deleted.
        </p>
      )}
      {live.waiting > 0 && (
        <button
          type="button"
          onClick={live.showWaiting}
          className="border-b bg-accent-soft px-4 py-1.5 text-xs font-medium text-accent-ink hover:underline"
        >
          {live.waiting} new {live.waiting === 1 ? "row" : "rows"}: show
        </button>
      )}
      <div className="relative min-h-0 flex-1">
        {pages.isPending && <SkeletonRows rows={12} className="h-7" />}
        {pages.isError && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
        {pages.isSuccess && rows.rows.length === 0 && (
          <NoRows
            filtered={filters.length > 0}
            onClear={() => setSearch({ filters: [] })}
            onInsert={() => setOpened("new")}
          />
        )}
        {rows.rows.length > 0 && (
          <DataGrid
            label={`Rows of ${table.name}`}
            columns={columns}
            rowCount={rows.rows.length}
            rowAt={(index) => rows.rows[index]}
            rowId={rowId}
            loadingMore={pages.isFetchingNextPage}
            onNearEnd={more}
            order={order}
            onOrder={sort}
            fresh={live.fresh}
            editorFor={editorFor}
            onOpenRow={setOpened}
            {...(key !== undefined && { selected, onSelect: setSelected, onEdit: edit, onPaste: paste })}
          />
        )}
        {selected.size > 0 && (
          <SelectionBar
            selected={selected}
            rows={rows.rows.filter((row) => key !== undefined && selected.has(String(row[key])))}
            columns={columns}
            onClear={() => setSelected(new Set())}
            onDelete={() => actions.remove.mutateAsync([...selected]).then(() => setSelected(new Set()))}
          />
        )}
      </div>
      <RowSheet
        table={table}
        columns={columns}
        row={opened === "new" ? "new" : opened === undefined ? undefined : rows.rows[opened]}
        editable={key !== undefined}
        onClose={() => setOpened(undefined)}
        onInsert={(values) => actions.insert.mutateAsync(values)}
        onUpdate={(row, values) => actions.update.mutateAsync({ id: String(key && row[key]), values })}
      />
    </div>
  );
}

/** Editors that choose a row of another table; keys into other schemas have no rows to choose from. */
function pickersOf(table: Table) {
  return new Map(
    table.schema.columns.flatMap(({ name }) => {
      const foreignKey = referenceOf(table, name);
      if (!foreignKey || foreignKey.references.table.includes(".")) return [];
      return [
        [name, (props: EditorProps) => <ReferenceEditor {...props} foreignKey={foreignKey} />],
      ] as const;
    }),
  );
}

function NoRows({
  filtered,
  onClear,
  onInsert,
}: {
  filtered: boolean;
  onClear: () => void;
  onInsert: () => void;
}) {
  return filtered ? (
    <Empty
      icon={<Rows3 />}
      title="No row matches"
      action={<Button onClick={onClear}>Remove the filters</Button>}
    >
      The table may hold rows that the filters leave out.
    </Empty>
  ) : (
    <Empty
      icon={<Rows3 />}
      title="No rows yet"
      action={
        <Button variant="primary" onClick={onInsert}>
          Insert the first row
        </Button>
      }
    >
      Rows also come through the API, by SQL, or from a CSV or JSON file with Import.
    </Empty>
  );
}
