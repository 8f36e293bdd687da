import { MutationCache, QueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { messageOf, ProblemError } from "@/lib/api/problem";

declare module "@tanstack/react-query" {
  interface Register {
    mutationMeta: {
      /** Failures of this mutation are shown as a toast; without it the form shows them. */
      failure?: string;
    };
  }
}

function retry(failures: number, error: Error): boolean {
  const passing = !(error instanceof ProblemError) || error.status === 0 || error.status >= 502;
  return passing && failures < 2;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 15_000, retry, refetchOnWindowFocus: true } },
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        const failure = mutation.meta?.failure;
        if (failure) toast.error(failure, { description: messageOf(error) });
      },
    }),
  });
}
