import { useState } from "react";
import { CopyButton } from "@/components/ui/copy";
import { Badge } from "@/components/ui/surface";
import type { Message } from "./use-channel";

const time = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

export function MessageList({ messages }: { messages: Message[] }) {
  const [open, setOpen] = useState<number>();
  return (
    <ul className="max-h-[65vh] divide-y overflow-y-auto">
      {messages.map((message) => (
        <li key={message.id}>
          <button
            type="button"
            aria-expanded={open === message.id}
            onClick={() => setOpen(open === message.id ? undefined : message.id)}
            className="flex w-full items-center gap-3 px-4 py-2 text-left hover:bg-sunken"
          >
            <time className="shrink-0 font-mono text-2xs text-faint">{time.format(message.at)}</time>
            <Badge
              tone={
                message.event === "postgres_changes"
                  ? "accent"
                  : message.event === "phx_error"
                    ? "danger"
                    : "neutral"
              }
            >
              {message.event}
            </Badge>
            <code className="min-w-0 flex-1 truncate text-xs text-muted">
              {JSON.stringify(message.payload)}
            </code>
          </button>
          {open === message.id && (
            <div className="relative border-t bg-sunken">
              <pre tabIndex={0} className="overflow-x-auto p-4 font-mono text-xs">
                {JSON.stringify(message.payload, null, 2)}
              </pre>
              <div className="absolute top-2 right-2">
                <CopyButton text={JSON.stringify(message.payload, null, 2)} />
              </div>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
