import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { deleteTable, tableQuery, tablesQuery, useSchemaChange, type Table } from "@/api/tables";
import { IconButton } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Failure, SkeletonRows } from "@/components/ui/states";
import { Badge } from "@/components/ui/surface";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { AccessBadge } from "./access-badge";
import { ApiTab } from "./api-tab";
import { DataTab } from "./data/data-tab";
import { EditTableDialog } from "./edit-table-dialog";
import { PoliciesTab } from "./policies/policies-tab";
import { SqlTab } from "./sql-tab";
import { StructureTab } from "./structure/structure-tab";

const route = getRouteApi("/tables/$table");

export function TablePage() {
  const { table: name } = route.useParams();
  const table = useQuery(tableQuery(name));
  return (
    <div className="flex h-full">
      <TableSwitcher current={name} />
      <div className="flex min-w-0 flex-1 flex-col">
        {table.isPending && <SkeletonRows rows={10} className="h-8" />}
        {table.isError && <Failure error={table.error} onRetry={() => void table.refetch()} />}
        {table.data && <TableDetail key={name} table={table.data} />}
      </div>
    </div>
  );
}

function TableSwitcher({ current }: { current: string }) {
  const tables = useQuery(tablesQuery());
  return (
    <nav aria-label="Tables" className="w-48 shrink-0 overflow-y-auto border-r bg-surface p-2 max-xl:hidden">
      <ul className="space-y-px">
        {tables.data?.map(({ name }) => (
          <li key={name}>
            <Link
              to="/tables/$table"
              params={{ table: name }}
              aria-current={name === current ? "page" : undefined}
              className="block truncate rounded-md px-2 py-1 font-mono text-xs text-muted hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function TableDetail({ table }: { table: Table }) {
  const { tab = "data" } = route.useSearch();
  const navigate = route.useNavigate();
  const [dialog, setDialog] = useState<"edit" | "delete">();
  const show = (next: string) =>
    void navigate({
      search: (before) => ({ ...before, tab: next === "data" ? undefined : next }),
      replace: true,
    });
  return (
    <>
      <div className="flex items-center gap-2.5 bg-surface px-4 pt-3 pb-1 sm:px-6">
        <h1 className="truncate font-mono text-base font-semibold">{table.name}</h1>
        <AccessBadge level={table.access_level} />
        {table.realtime && <Badge tone="success">Live</Badge>}
        <span className="min-w-0 flex-1 truncate text-xs text-muted max-sm:hidden">{table.description}</span>
        <Menu
          trigger={
            <IconButton
              label="Table actions"
              size="sm"
              className="max-sm:ml-auto"
              icon={<MoreHorizontal />}
            />
          }
        >
          <MenuItem icon={<Pencil />} onSelect={() => setDialog("edit")}>
            Edit name, access, realtime…
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Trash2 />} danger onSelect={() => setDialog("delete")}>
            Delete table…
          </MenuItem>
        </Menu>
      </div>
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <Tabs
          label="Parts of the table"
          value={tab}
          onChange={show}
          tabs={[
            { value: "data", label: "Data" },
            { value: "structure", label: "Structure", count: table.schema.columns.length },
            { value: "policies", label: "Policies" },
            { value: "api", label: "API" },
            { value: "sql", label: "SQL" },
          ]}
        >
          <TabPanel value="data">
            <DataTab table={table} />
          </TabPanel>
          <TabPanel value="structure" className="overflow-y-auto">
            <StructureTab table={table} />
          </TabPanel>
          <TabPanel value="policies" className="overflow-y-auto">
            <PoliciesTab table={table} />
          </TabPanel>
          <TabPanel value="api" className="overflow-y-auto">
            <ApiTab table={table} />
          </TabPanel>
          <TabPanel value="sql" className="overflow-y-auto">
            <SqlTab name={table.name} />
          </TabPanel>
        </Tabs>
      </div>
      <EditTableDialog table={table} open={dialog === "edit"} onClose={() => setDialog(undefined)} />
      <DeleteTable name={table.name} open={dialog === "delete"} onClose={() => setDialog(undefined)} />
    </>
  );
}

function DeleteTable({ name, open, onClose }: { name: string; open: boolean; onClose: () => void }) {
  const remove = useSchemaChange();
  const navigate = useNavigate();
  const confirm = async () => {
    await remove.mutateAsync(deleteTable(name));
    toast.success(`Table ${name} was deleted`);
    await navigate({ to: "/tables" });
  };
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={`Delete table ${name}?`}
      action="Delete table"
      word={name}
      onConfirm={confirm}
    >
      <p>All of its rows, its API and its history of changes go with it. There is no way back.</p>
    </Confirm>
  );
}
