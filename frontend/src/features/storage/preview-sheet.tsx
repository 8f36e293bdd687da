import { useQuery } from "@tanstack/react-query";
import { ExternalLink, FileQuestion } from "lucide-react";
import { signedUrlQuery, type StoredFile } from "@/api/storage";
import { Sheet } from "@/components/ui/dialog";
import { buttonClass } from "@/components/ui/button";
import { Empty, Failure, Skeleton } from "@/components/ui/states";
import { formatBytes, formatDate } from "@/lib/format";

/** How much of a text is shown. */
const TEXT_BYTES = 200_000;

export function PreviewSheet({ file, onClose }: { file: StoredFile | undefined; onClose: () => void }) {
  return file ? <OpenPreview file={file} onClose={onClose} /> : null;
}

function OpenPreview({ file, onClose }: { file: StoredFile; onClose: () => void }) {
  const url = useQuery(signedUrlQuery(file.bucket, file.id));
  const facts = [
    ["Size", formatBytes(file.size)],
    ["Type", file.content_type],
    ["Uploaded", formatDate(file.created_at * 1000)],
    ["ETag", file.etag],
  ];
  return (
    <Sheet
      open
      onClose={onClose}
      width="max-w-2xl"
      title={file.filename}
      description={file.id}
      footer={
        url.data && (
          <a href={url.data} target="_blank" rel="noreferrer" className={buttonClass()}>
            <ExternalLink aria-hidden /> Open in a new tab
          </a>
        )
      }
    >
      {url.isPending && <Skeleton className="h-64" />}
      {url.isError && <Failure error={url.error} onRetry={() => void url.refetch()} />}
      {url.data && <Preview file={file} url={url.data} />}
      <dl className="grid grid-cols-[6rem_1fr] gap-y-1.5 text-sm [&>dt]:text-muted">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="truncate font-mono text-xs leading-5">{value}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

function Preview({ file, url }: { file: StoredFile; url: string }) {
  const [kind = ""] = file.content_type.split("/");
  if (kind === "image") {
    return (
      <img
        src={url}
        alt={`Preview of ${file.filename}`}
        className="mx-auto max-h-[60vh] rounded-lg border bg-sunken object-contain"
      />
    );
  }
  // The server answers ranges, so that one can seek before everything has arrived.
  if (kind === "video")
    return (
      <video src={url} controls preload="metadata" className="max-h-[60vh] w-full rounded-lg bg-black" />
    );
  if (kind === "audio") return <audio src={url} controls preload="metadata" className="w-full" />;
  if (kind === "text" || /json|xml|javascript|yaml|toml|sql/.test(file.content_type))
    return <TextPreview url={url} size={file.size} />;
  return (
    <Empty icon={<FileQuestion />} title="No preview" className="rounded-lg border py-10">
      This kind of file is not shown here; open it in a new tab or download it.
    </Empty>
  );
}

function TextPreview({ url, size }: { url: string; size: number }) {
  const text = useQuery({
    queryKey: ["preview", url],
    queryFn: async ({ signal }) => {
      const answer = await fetch(url, {
        signal,
        headers: size > TEXT_BYTES ? { Range: `bytes=0-${TEXT_BYTES - 1}` } : {},
      });
      if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
      return answer.text();
    },
  });
  if (text.isPending) return <Skeleton className="h-64" />;
  if (text.isError) return <Failure error={text.error} onRetry={() => void text.refetch()} />;
  return (
    <div>
      <pre
        tabIndex={0}
        aria-label="Text of the file"
        className="max-h-[60vh] overflow-auto rounded-lg border bg-sunken p-3 font-mono text-xs"
      >
        {text.data}
      </pre>
      {size > TEXT_BYTES && (
        <p className="mt-1.5 text-xs text-muted">The first {formatBytes(TEXT_BYTES)} of it.</p>
      )}
    </div>
  );
}
