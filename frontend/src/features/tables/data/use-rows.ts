import { useInfiniteQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useMemo } from "react";
import { listRows, type Row, type RowsQuery } from "@/api/rows";

export const PAGE = 200;

type Pages = InfiniteData<Row[], number>;

/** Rows of a table as far as they were scrolled to, and ways to change what is known of them. */
export function useRows(query: RowsQuery, key: string | undefined) {
  const client = useQueryClient();
  const queryKey = useMemo(() => ["rows", query.table, query.filters, query.order], [query]);
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => listRows(query, pageParam, PAGE, signal),
    initialPageParam: 0,
    getNextPageParam: (last, all) =>
      last.length < PAGE ? undefined : all.reduce((sum, page) => sum + page.length, 0),
    // Live changes keep it current; asking again for many pages is dear.
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const rows = useMemo(() => pages.data?.pages.flat() ?? [], [pages.data]);

  const edit = (change: (rows: Row[]) => Row[]) => {
    client.setQueryData<Pages>(queryKey, (data) => data && { ...data, pages: data.pages.map(change) });
  };
  const same = (id: unknown) => (row: Row) => key !== undefined && String(row[key]) === String(id);
  return {
    rows,
    pages,
    /** Whether all rows there are have been loaded. */
    complete: pages.isSuccess && !pages.hasNextPage,
    put: (id: unknown, values: Row) =>
      edit((page) => page.map((row) => (same(id)(row) ? { ...row, ...values } : row))),
    drop: (id: unknown) => edit((page) => page.filter((row) => !same(id)(row))),
    find: (id: unknown) => rows.find(same(id)),
    refresh: () => client.invalidateQueries({ queryKey: ["rows", query.table] }),
  };
}
