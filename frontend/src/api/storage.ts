import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { components } from "@/lib/api/schema.gen";

type Schemas = components["schemas"];
export type Bucket = Schemas["BucketOut"];
export type BucketIn = Schemas["BucketIn"];
export type StoredFile = Schemas["FileOut"];

export const bucketsQuery = () =>
  queryOptions({
    queryKey: ["buckets"],
    queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/buckets", { signal }))).buckets,
  });

const inBucket = (bucket: string) => ({ path: { bucket } });

/** Files and folders below a prefix, or files anywhere that contain a text, a page at a time. */
export const filesQuery = (bucket: string, prefix: string, search: string) =>
  infiniteQueryOptions({
    queryKey: ["files", bucket, prefix, search],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: 200,
        ...(prefix && { prefix }),
        ...(search ? { search } : { delimiter: "/" }),
        ...(pageParam && { cursor: pageParam }),
      };
      return unwrap(
        api.GET("/api/v1/buckets/{bucket}/files", { params: { ...inBucket(bucket), query }, signal }),
      );
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

function useStorageMutation<V, R>(mutationFn: (variables: V) => Promise<R>, failure?: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    ...(failure && { meta: { failure } }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["files"] });
      await client.invalidateQueries({ queryKey: ["buckets"] });
    },
  });
}

export const useCreateBucket = () =>
  useStorageMutation((body: BucketIn) => unwrap(api.POST("/api/v1/buckets", { body })));

export const useUpdateBucket = (bucket: string) =>
  useStorageMutation((body: BucketIn) =>
    unwrap(api.PATCH("/api/v1/buckets/{bucket}", { params: inBucket(bucket), body })),
  );

export const useDeleteBucket = () =>
  useStorageMutation((bucket: string) =>
    unwrap(
      api.DELETE("/api/v1/buckets/{bucket}", { params: { ...inBucket(bucket), query: { force: true } } }),
    ),
  );

export const useDeleteFiles = (bucket: string) =>
  useStorageMutation((paths: string[]) =>
    unwrap(api.POST("/api/v1/buckets/{bucket}/files/delete", { params: inBucket(bucket), body: { paths } })),
  );

export interface Transfer {
  from: string;
  to: string;
  copy: boolean;
}

export const useTransferFile = (bucket: string) =>
  useStorageMutation(({ from, to, copy }: Transfer) => {
    const options = { params: inBucket(bucket), body: { from, to } };
    return copy
      ? unwrap(api.POST("/api/v1/buckets/{bucket}/files/copy", options))
      : unwrap(api.POST("/api/v1/buckets/{bucket}/files/move", options));
  });

/** An address of a file that needs no credentials for a while. */
export async function signFile(bucket: string, path: string, seconds: number): Promise<string> {
  const body = { path, expires_in: seconds };
  const { url } = await unwrap(
    api.POST("/api/v1/buckets/{bucket}/files/sign", { params: inBucket(bucket), body }),
  );
  return new URL(url, location.origin).toString();
}

export const signedUrlQuery = (bucket: string, path: string) =>
  queryOptions({
    queryKey: ["signed", bucket, path],
    queryFn: () => signFile(bucket, path, 3600),
    staleTime: 30 * 60_000,
  });
