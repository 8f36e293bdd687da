import { useQuery } from "@tanstack/react-query";
import { tableSqlQuery } from "@/api/tables";
import { Snippet } from "@/components/ui/copy";
import { Failure, Skeleton } from "@/components/ui/states";

/** The statement that would make the table again. */
export function SqlTab({ name }: { name: string }) {
  const sql = useQuery(tableSqlQuery(name));
  return (
    <div className="max-w-4xl space-y-3 p-4 sm:p-6">
      <p className="text-sm text-muted">
        What Postgres knows about this table, as the statement that would make it again.
      </p>
      {sql.isPending && <Skeleton className="h-48" />}
      {sql.isError && <Failure error={sql.error} onRetry={() => void sql.refetch()} />}
      {sql.data && <Snippet code={sql.data} label="CREATE TABLE statement" />}
    </div>
  );
}
