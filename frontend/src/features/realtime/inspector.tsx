import { useQuery } from "@tanstack/react-query";
import { Eraser, Pause, Play, Radio } from "lucide-react";
import { useState } from "react";
import { tablesQuery } from "@/api/tables";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Empty } from "@/components/ui/states";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { formatCount } from "@/lib/format";
import { MessageList } from "./message-list";
import { SendForm } from "./send-form";
import { TopicsCard } from "./topics-card";
import { useChannel, type Wanted } from "./use-channel";

const ALL = "*";

export function Inspector() {
  const tables = useQuery(tablesQuery());
  const [topic, setTopic] = useState("inspector");
  const [table, setTable] = useState(ALL);
  const [filter, setFilter] = useState("");
  const [since, setSince] = useState("");
  const [wanted, setWanted] = useState<Wanted>();
  const channel = useChannel(wanted);
  const recorded = tables.data?.filter((each) => each.realtime) ?? [];
  const join = () =>
    setWanted({
      topic: `realtime:${topic.trim() || "inspector"}`,
      table,
      filter: filter.trim(),
      since: since.trim(),
    });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[18rem_1fr]">
      <div className="space-y-4">
        <Card>
          <CardHeader title="Channel" />
          <form
            className="space-y-3 p-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (wanted) setWanted(undefined);
              else join();
            }}
          >
            <Field label="Topic">
              <Input
                className="font-mono"
                disabled={!!wanted}
                value={topic}
                onChange={(event) => setTopic(event.target.value)}
              />
            </Field>
            <Field label="Changes of">
              <Select
                value={table}
                disabled={!!wanted}
                onChange={setTable}
                options={[
                  { value: ALL, label: "Every recorded table" },
                  ...recorded.map(({ name }) => ({ value: name, label: name })),
                ]}
              />
            </Field>
            <Field label="Filter" optional hint="Such as id=gt.10">
              <Input
                className="font-mono"
                disabled={!!wanted}
                value={filter}
                onChange={(event) => setFilter(event.target.value)}
              />
            </Field>
            <Field label="Since" optional hint="A position or a time: what was missed comes first">
              <Input
                className="font-mono"
                disabled={!!wanted}
                value={since}
                onChange={(event) => setSince(event.target.value)}
              />
            </Field>
            <Button
              type="submit"
              variant={wanted ? "secondary" : "primary"}
              className="w-full"
              icon={wanted ? <Pause /> : <Play />}
            >
              {wanted ? "Leave" : "Join"}
            </Button>
          </form>
        </Card>
        {wanted && <SendForm onSend={channel.broadcast} />}
        {!wanted && <TopicsCard onChoose={setTopic} />}
      </div>
      <Card className="flex min-h-96 flex-col overflow-hidden">
        <CardHeader
          title={
            <span className="flex items-center gap-2">
              Messages
              {channel.state && (
                <Badge
                  tone={
                    channel.state === "joined"
                      ? "success"
                      : channel.state === "refused"
                        ? "danger"
                        : "neutral"
                  }
                >
                  {channel.state}
                </Badge>
              )}
            </span>
          }
        >
          <span className="text-xs text-muted tabular-nums">{formatCount(channel.count)} received</span>
          <Button
            size="sm"
            variant="ghost"
            icon={<Eraser />}
            disabled={channel.messages.length === 0}
            onClick={channel.clear}
          >
            Clear
          </Button>
        </CardHeader>
        {channel.messages.length === 0 ? (
          <Empty icon={<Radio />} title={wanted ? "Nothing has arrived yet" : "No channel joined"}>
            {wanted
              ? "Change a row of the table, here or through the API."
              : "Choose what to listen to and join."}
          </Empty>
        ) : (
          <MessageList messages={channel.messages} />
        )}
      </Card>
    </div>
  );
}
