import { useQuery } from "@tanstack/react-query";
import { topicsQuery } from "@/api/status";
import { Notice, SkeletonRows } from "@/components/ui/states";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { formatCount } from "@/lib/format";

/** The topics that clients are on at this moment; pressing one chooses it. */
export function TopicsCard({ onChoose }: { onChoose: (topic: string) => void }) {
  const topics = useQuery(topicsQuery());
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Topics in use" />
      {topics.isPending && <SkeletonRows rows={2} className="h-7" />}
      {topics.isError && <Notice error={topics.error} className="m-3" />}
      {topics.data?.length === 0 && (
        <p className="px-4 py-5 text-sm text-muted">Nobody has joined a channel.</p>
      )}
      <ul className="max-h-64 overflow-y-auto p-1.5 empty:hidden">
        {topics.data?.map((topic) => (
          <li key={`${topic.topic} ${topic.private}`}>
            <button
              type="button"
              onClick={() => onChoose(topic.topic)}
              className="flex w-full items-center gap-2 rounded-md px-2.5 py-1.5 text-left hover:bg-sunken"
            >
              <span className="min-w-0 flex-1 truncate font-mono text-xs">{topic.topic}</span>
              {topic.private && <Badge>private</Badge>}
              <span className="text-xs text-muted tabular-nums">
                {formatCount(topic.channels)}
                {topic.presences > 0 && ` · ${formatCount(topic.presences)} present`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
