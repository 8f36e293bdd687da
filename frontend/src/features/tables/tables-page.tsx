import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Plus, Search, Table2 } from "lucide-react";
import { useState } from "react";
import { tablesQuery, type Table } from "@/api/tables";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Empty, Failure, SkeletonRows } from "@/components/ui/states";
import { Badge, Card, PageBody, PageHeader } from "@/components/ui/surface";
import { formatAgo, formatCount } from "@/lib/format";
import { AccessBadge } from "./access-badge";
import { CreateTableSheet } from "./designer/create-table-sheet";

const route = getRouteApi("/tables");

export function TablesPage() {
  const { create } = route.useSearch();
  const navigate = route.useNavigate();
  const tables = useQuery(tablesQuery());
  const [search, setSearch] = useState("");
  const setCreating = (open: boolean) =>
    void navigate({ search: open ? { create: true } : {}, replace: true });
  const found = tables.data?.filter((table) =>
    `${table.name} ${table.description ?? ""}`.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <PageBody>
      <PageHeader title="Tables" description="Postgres tables, each an API and a live feed of its changes.">
        {tables.data && tables.data.length > 0 && (
          <div className="relative">
            <Search className="absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
            <Input
              aria-label="Find a table"
              placeholder="Find a table"
              className="w-52 pl-8"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
        )}
        <Button variant="primary" icon={<Plus />} onClick={() => setCreating(true)}>
          New table
        </Button>
      </PageHeader>
      <Card className="overflow-hidden">
        {tables.isPending && <SkeletonRows />}
        {tables.isError && <Failure error={tables.error} onRetry={() => void tables.refetch()} />}
        {tables.data?.length === 0 && (
          <Empty
            icon={<Table2 />}
            title="No tables yet"
            action={
              <Button variant="primary" icon={<Plus />} onClick={() => setCreating(true)}>
                Create the first table
              </Button>
            }
          >
            A table gets a REST API, access rules and live updates the moment it is made.
          </Empty>
        )}
        {found && found.length > 0 && <TableList tables={found} />}
        {found?.length === 0 && tables.data && tables.data.length > 0 && (
          <p className="px-4 py-10 text-center text-sm text-muted">No table is called like “{search}”.</p>
        )}
      </Card>
      <CreateTableSheet open={create === true} onClose={() => setCreating(false)} />
    </PageBody>
  );
}

function TableList({ tables }: { tables: Table[] }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm">
        <thead className="border-b bg-sunken/60 text-xs text-muted">
          <tr className="[&>th]:px-4 [&>th]:py-2.5 [&>th]:font-medium">
            <th>Name</th>
            <th className="text-right">Rows</th>
            <th className="text-right max-sm:hidden">Columns</th>
            <th>Access</th>
            <th className="max-md:hidden">Realtime</th>
            <th className="max-md:hidden">Changed</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {tables.map((table) => (
            <tr
              key={table.name}
              className="relative transition-colors hover:bg-sunken/60 [&>td]:px-4 [&>td]:py-3"
            >
              <td className="max-w-72">
                <Link
                  to="/tables/$table"
                  params={{ table: table.name }}
                  className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                >
                  {table.name}
                </Link>
                {table.description && <div className="truncate text-xs text-muted">{table.description}</div>}
              </td>
              <td className="text-right tabular-nums">
                {table.row_count === 0 ? "–" : `≈ ${formatCount(table.row_count)}`}
              </td>
              <td className="text-right tabular-nums max-sm:hidden">{table.schema.columns.length}</td>
              <td>
                <AccessBadge level={table.access_level} />
              </td>
              <td className="max-md:hidden">
                {table.realtime ? (
                  <Badge tone="success">Live</Badge>
                ) : (
                  <span className="text-faint">Off</span>
                )}
              </td>
              <td className="text-muted max-md:hidden">
                {table.updated_at ? formatAgo(table.updated_at) : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
