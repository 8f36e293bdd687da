import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { renew } from "@/lib/session";
import { applyTheme } from "@/lib/theme";
import "./styles.css";

applyTheme();
// An unreachable server shows in the sign-in page, which tries again.
void renew().catch(() => undefined);

const root = document.getElementById("root");
if (!root) throw new Error("the document has no root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
