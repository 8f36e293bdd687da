import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { api, unwrap } from "@/lib/api/client";

const realtime = z.object({
  status: z.string(),
  connections: z.number(),
  channels: z.number(),
  position: z.number().nullable(),
});

/** How often what is shown of the server's state is asked for again. */
const EVERY_MS = 5_000;

export const healthQuery = () =>
  queryOptions({
    queryKey: ["health"],
    queryFn: ({ signal }) => unwrap(api.GET("/health", { signal })),
    refetchInterval: EVERY_MS,
  });

export const realtimeStatusQuery = () =>
  queryOptions({
    queryKey: ["realtime-status"],
    queryFn: async ({ signal }) =>
      realtime.parse(await unwrap(api.GET("/api/v1/realtime/status", { signal }))),
    refetchInterval: EVERY_MS,
  });

/** Topics that clients are on, the busiest first. */
export const topicsQuery = () =>
  queryOptions({
    queryKey: ["realtime-topics"],
    queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/realtime/topics", { signal }))).topics,
    refetchInterval: EVERY_MS,
  });
