import { useQueries, useQuery } from "@tanstack/react-query";
import { Network } from "lucide-react";
import { tableQuery, tablesQuery, type Table } from "@/api/tables";
import { Empty, Failure, SkeletonRows } from "@/components/ui/states";
import { SchemaGraph } from "./schema-graph";

export function SchemaPage() {
  const list = useQuery(tablesQuery());
  const { tables, failed, pending } = useQueries({
    queries: (list.data ?? []).map(({ name }) => tableQuery(name)),
    combine: (results) => ({
      tables: results.flatMap((result): Table[] => (result.data ? [result.data] : [])),
      failed: results.find((result) => result.isError)?.error,
      pending: results.some((result) => result.isPending),
    }),
  });
  const error = list.error ?? failed;
  if (error) return <Failure error={error} onRetry={() => void list.refetch()} />;
  if (list.isPending || pending) return <SkeletonRows rows={4} className="h-28" />;
  if (tables.length === 0) {
    return (
      <Empty icon={<Network />} title="No tables yet">
        Tables and the keys between them are drawn here.
      </Empty>
    );
  }
  const names = tables.map((table) => table.name).join();
  return <SchemaGraph key={names} tables={tables} />;
}
