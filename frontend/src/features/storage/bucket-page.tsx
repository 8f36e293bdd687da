import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FileUp, Search, Upload } from "lucide-react";
import { useDeferredValue, useEffect, useRef, useState, type DragEvent } from "react";
import { filesQuery, type StoredFile } from "@/api/storage";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Empty, Failure, SkeletonRows } from "@/components/ui/states";
import { cn } from "@/lib/cn";
import { droppedFiles } from "./dropped-files";
import { FileActions } from "./file-actions";
import { FileList } from "./file-list";
import { FolderTrail } from "./folder-trail";
import { PreviewSheet } from "./preview-sheet";
import { SelectedFiles } from "./selected-files";
import { UploadPanel } from "./upload-panel";
import { uploads } from "./uploads";

const route = getRouteApi("/storage/$bucket");

export function BucketPage() {
  const { bucket } = route.useParams();
  const { prefix = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const [search, setSearch] = useState("");
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [preview, setPreview] = useState<StoredFile>();
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const files = useInfiniteQuery(filesQuery(bucket, prefix, useDeferredValue(search.trim())));
  const client = useQueryClient();
  useEffect(
    () => uploads.whenDone(() => void client.invalidateQueries({ queryKey: ["files", bucket] })),
    [client, bucket],
  );

  const enter = (next: string) => {
    setSelected(new Set());
    setSearch("");
    void navigate({ search: next ? { prefix: next } : {} });
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    uploads.add(bucket, prefix, await droppedFiles(event.dataTransfer.items));
  };
  const listed = files.data?.pages.flatMap((page) => page.files) ?? [];
  const folders = [...new Set(files.data?.pages.flatMap((page) => page.folders) ?? [])];
  const empty = files.isSuccess && listed.length === 0 && folders.length === 0;

  return (
    <div
      className="relative flex h-full flex-col bg-surface"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) =>
        !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)
      }
      onDrop={(event) => void drop(event)}
    >
      <h1 className="sr-only">Bucket {bucket}</h1>
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5 sm:px-6">
        <FolderTrail bucket={bucket} prefix={prefix} onEnter={enter} />
        <div className="flex-1" />
        <div className="relative">
          <Search className="absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
          <Input
            aria-label="Search files"
            placeholder="Search below this folder"
            className="w-56 pl-8"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <Button variant="primary" icon={<Upload />} onClick={() => picker.current?.click()}>
          Upload
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          className="sr-only"
          tabIndex={-1}
          aria-label="Files to upload"
          onChange={(event) => {
            uploads.add(
              bucket,
              prefix,
              [...(event.target.files ?? [])].map((file) => ({ file, path: file.name })),
            );
            event.target.value = "";
          }}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {files.isPending && <SkeletonRows rows={8} className="h-8" />}
        {files.isError && <Failure error={files.error} onRetry={() => void files.refetch()} />}
        {empty && (
          <Empty
            icon={<FileUp />}
            title={search ? "No file is called like that" : "Nothing here yet"}
            action={
              !search && (
                <Button icon={<Upload />} onClick={() => picker.current?.click()}>
                  Choose files
                </Button>
              )
            }
          >
            {search
              ? "The search looks at whole names below this folder."
              : "Drop files or folders anywhere on this page."}
          </Empty>
        )}
        {!empty && files.isSuccess && (
          <FileList
            prefix={prefix}
            folders={folders}
            files={listed}
            selected={selected}
            onSelect={setSelected}
            onEnter={enter}
            onOpen={setPreview}
            actions={(file) => <FileActions file={file} onOpen={() => setPreview(file)} />}
          />
        )}
        {files.hasNextPage && (
          <div className="p-4 text-center">
            <Button busy={files.isFetchingNextPage} onClick={() => void files.fetchNextPage()}>
              Load more
            </Button>
          </div>
        )}
      </div>
      <div
        className={cn(
          "pointer-events-none absolute inset-3 z-20 hidden place-items-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/80 text-base font-semibold text-accent-ink",
          over && "grid",
        )}
      >
        Drop to upload into {prefix || bucket}
      </div>
      <SelectedFiles bucket={bucket} selected={selected} onClear={() => setSelected(new Set())} />
      <UploadPanel />
      <PreviewSheet file={preview} onClose={() => setPreview(undefined)} />
    </div>
  );
}
