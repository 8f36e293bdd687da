import { useQuery } from "@tanstack/react-query";
import { Trash2, X } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { historyQuery, snippetsQuery, useDeleteSnippet } from "@/api/sql";
import { IconButton } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Failure, SkeletonRows } from "@/components/ui/states";
import { Badge } from "@/components/ui/surface";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { formatAgo, formatCount, formatDuration } from "@/lib/format";

interface SidePanelProps {
  onClose: () => void;
  onOpen: (title: string, sql: string) => void;
}

export function SidePanel({ onClose, onOpen }: SidePanelProps) {
  const [tab, setTab] = useState<"snippets" | "history">("snippets");
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  return (
    <aside
      aria-label="Snippets and history"
      className="flex w-72 shrink-0 flex-col border-l bg-surface max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:shadow-float"
    >
      <Tabs
        label="Snippets and history"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "snippets", label: "Snippets" },
          { value: "history", label: "History" },
        ]}
        aside={<IconButton size="sm" className="-mr-2" label="Close" icon={<X />} onClick={onClose} />}
      >
        <div className="border-b p-2">
          <Input
            aria-label="Search snippets and history"
            placeholder="Search"
            className="h-7"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <TabPanel value="snippets" className="overflow-y-auto">
          <Snippets search={wanted} onOpen={onOpen} />
        </TabPanel>
        <TabPanel value="history" className="overflow-y-auto">
          <HistoryList search={wanted} onOpen={onOpen} />
        </TabPanel>
      </Tabs>
    </aside>
  );
}

interface ListProps {
  search: string;
  onOpen: SidePanelProps["onOpen"];
}

function Snippets({ search, onOpen }: ListProps) {
  const snippets = useQuery(snippetsQuery(search));
  const remove = useDeleteSnippet();
  if (snippets.isPending) return <SkeletonRows rows={4} className="h-9" />;
  if (snippets.isError) return <Failure error={snippets.error} onRetry={() => void snippets.refetch()} />;
  if (snippets.data.length === 0)
    return (
      <Hint>
        {search
          ? "No snippet holds that."
          : "Statements worth keeping go here, with the bookmark above the editor."}
      </Hint>
    );
  return (
    <ul className="p-1.5">
      {snippets.data.map((snippet) => (
        <li key={snippet.id} className="group flex items-center rounded-md hover:bg-sunken">
          <button
            type="button"
            className="min-w-0 flex-1 rounded-md px-2.5 py-2 text-left"
            onClick={() => onOpen(snippet.name, snippet.sql_code)}
          >
            <span className="flex items-center gap-2">
              <span className="truncate text-sm font-medium">{snippet.name}</span>
              {snippet.is_shared && <Badge>Shared</Badge>}
            </span>
            <span className="block truncate text-xs text-muted">
              {snippet.description ?? snippet.sql_code}
            </span>
          </button>
          <IconButton
            size="sm"
            label={`Remove ${snippet.name}`}
            className="mr-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
            icon={<Trash2 />}
            onClick={() => remove.mutate(snippet.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function HistoryList({ search, onOpen }: ListProps) {
  const history = useQuery(historyQuery(search));
  if (history.isPending) return <SkeletonRows rows={6} className="h-9" />;
  if (history.isError) return <Failure error={history.error} onRetry={() => void history.refetch()} />;
  if (history.data.length === 0)
    return (
      <Hint>{search ? "Nothing you ran holds that." : "What you run is listed here, newest first."}</Hint>
    );
  return (
    <ul className="p-1.5">
      {history.data.map((entry) => (
        <li key={entry.id}>
          <button
            type="button"
            className="w-full rounded-md px-2.5 py-2 text-left hover:bg-sunken"
            onClick={() => onOpen("From history", entry.query)}
          >
            <span className="line-clamp-2 font-mono text-xs break-words">{entry.query}</span>
            <span className="mt-0.5 flex gap-2 text-2xs text-muted tabular-nums">
              <span>{formatAgo(entry.executed_at)}</span>
              {entry.error ? (
                <span className="font-medium text-danger">failed</span>
              ) : (
                <span>
                  {formatCount(entry.row_count ?? 0)} rows ·{" "}
                  {formatDuration((entry.execution_time ?? 0) * 1000)}
                </span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const Hint = ({ children }: { children: string }) => (
  <p className="px-4 py-8 text-center text-sm text-muted">{children}</p>
);
