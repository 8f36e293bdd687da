import { useQuery } from "@tanstack/react-query";
import { realtimeStatusQuery } from "@/api/status";
import { PageBody, PageHeader, Card } from "@/components/ui/surface";
import { formatCount } from "@/lib/format";
import { Inspector } from "./inspector";

export function RealtimePage() {
  const status = useQuery(realtimeStatusQuery());
  const figures = [
    ["Connections", status.data?.connections],
    ["Channels", status.data?.channels],
    ["Position", status.data?.position],
  ] as const;
  return (
    <PageBody>
      <PageHeader
        title="Realtime"
        description="Join a channel as a client would, and see every frame that arrives."
      >
        <Card className="flex divide-x">
          {figures.map(([label, value]) => (
            <div key={label} className="px-4 py-1.5 text-right">
              <div className="text-2xs text-muted">{label}</div>
              <div className="text-sm font-semibold tabular-nums">
                {value === undefined || value === null ? "–" : formatCount(value)}
              </div>
            </div>
          ))}
        </Card>
      </PageHeader>
      <Inspector />
    </PageBody>
  );
}
