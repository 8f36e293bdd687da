import { CircleCheck, RotateCw, X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { formatBytes } from "@/lib/format";
import { uploads, type Upload } from "./uploads";

/** What is being uploaded, at the corner of the page. */
export function UploadPanel() {
  const list = useSyncExternalStore(uploads.observe, uploads.list);
  if (list.length === 0) return null;
  const open = list.filter((upload) => upload.state === "waiting" || upload.state === "sending").length;
  return (
    <section
      aria-label="Uploads"
      className="absolute right-4 bottom-4 z-20 w-80 max-w-[calc(100%-2rem)] animate-in overflow-hidden rounded-xl border bg-raised shadow-float"
    >
      <header className="flex items-center justify-between border-b px-3 py-1.5 text-sm font-medium">
        <span role="status">{open > 0 ? `Uploading ${open} of ${list.length}` : "Uploads"}</span>
        <IconButton
          size="sm"
          label="Clear what has ended"
          icon={<X />}
          disabled={open === list.length}
          onClick={() => uploads.clear()}
        />
      </header>
      <ul className="max-h-64 divide-y overflow-y-auto">
        {list.map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ upload }: { upload: Upload }) {
  const { id, name, size, sent, state, error, exists } = upload;
  return (
    <li className="px-3 py-2">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-xs font-medium">{name}</span>
        {state === "done" && <CircleCheck className="size-4 text-success" aria-label="Stored" />}
        {state === "failed" && !exists && (
          <IconButton
            size="sm"
            label={`Retry ${name}`}
            icon={<RotateCw />}
            onClick={() => uploads.retry(id)}
          />
        )}
        {state === "failed" && exists && (
          <Button size="sm" onClick={() => uploads.retry(id, true)}>
            Replace
          </Button>
        )}
        {state !== "done" && (
          <IconButton size="sm" label={`Cancel ${name}`} icon={<X />} onClick={() => uploads.remove(id)} />
        )}
      </div>
      {state === "failed" ? (
        <p className="text-xs text-danger">{error}</p>
      ) : (
        state !== "done" && (
          <div className="flex items-center gap-2 text-2xs text-muted tabular-nums">
            <progress
              value={sent}
              max={size || 1}
              aria-label={`Progress of ${name}`}
              className="h-1 flex-1 appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
            />
            {formatBytes(sent)} of {formatBytes(size)}
          </div>
        )
      )}
    </li>
  );
}
