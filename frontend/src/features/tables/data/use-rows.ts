import { useInfiniteQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useMemo } from "react";
import { listRows, type Page, type Row, type RowsQuery, type Start } from "@/api/rows";

export const PAGE = 200;

type Pages = InfiniteData<Page, Start>;

/** Rows of a table as far as they were scrolled to, and ways to change what is known of them. */
export function useRows(query: RowsQuery, key: string | undefined, keyed: boolean) {
  const client = useQueryClient();
  const queryKey = useMemo(() => ["rows", query.table, query.filters, query.order], [query]);
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => listRows(query, { limit: PAGE, start: pageParam }, signal),
    initialPageParam: keyed ? { cursor: "" } : { offset: 0 },
    getNextPageParam: (last) => last.next,
    // Live changes keep it current; asking again for many pages is dear.
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);

  const edit = (change: (rows: Row[]) => Row[]) => {
    client.setQueryData<Pages>(
      queryKey,
      (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, rows: change(page.rows) })) },
    );
  };
  const same = (id: unknown) => (row: Row) => key !== undefined && String(row[key]) === String(id);
  return {
    rows,
    pages,
    /** Whether all rows there are have been loaded. */
    complete: pages.isSuccess && !pages.hasNextPage,
    put: (id: unknown, values: Row) =>
      edit((of) => of.map((row) => (same(id)(row) ? { ...row, ...values } : row))),
    drop: (id: unknown) => edit((of) => of.filter((row) => !same(id)(row))),
    find: (id: unknown) => rows.find(same(id)),
    refresh: () => client.invalidateQueries({ queryKey: ["rows", query.table] }),
  };
}
