import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { Toaster } from "sonner";
import { TooltipProvider } from "@/components/ui/tooltip";
import { SignInPage } from "@/features/session/sign-in-page";
import { useSession } from "@/lib/session";
import { useIsDark } from "@/lib/theme";
import { createQueryClient } from "@/lib/query-client";
import { router } from "./router";

const queryClient = createQueryClient();

export function App() {
  const session = useSession();
  const dark = useIsDark();
  const user = session.state === "in" ? session.user.id : undefined;
  // What one person has seen is not kept for the next.
  useEffect(() => () => queryClient.clear(), [user]);
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider delayDuration={350}>
        {session.state === "in" ? (
          <RouterProvider router={router} context={{ queryClient }} />
        ) : (
          <SignInPage session={session} />
        )}
        <Toaster
          theme={dark ? "dark" : "light"}
          position="bottom-right"
          toastOptions={{ className: "console-toast" }}
        />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
