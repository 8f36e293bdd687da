import { getRouteApi } from "@tanstack/react-router";
import { PageHeader } from "@/components/ui/surface";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { AccountTab } from "./account-tab";
import { OriginsTab } from "./origins-tab";
import { ServerTab } from "./server-tab";

const route = getRouteApi("/settings");
const PANEL = "overflow-y-auto px-4 py-6 sm:px-8";

export function SettingsPage() {
  const { tab = "account" } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="mx-auto flex h-full max-w-5xl flex-col">
      <div className="px-4 pt-6 pb-3 sm:px-8 sm:pt-8">
        <PageHeader title="Settings" />
      </div>
      <Tabs
        label="Settings"
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        tabs={[
          { value: "account", label: "Account" },
          { value: "origins", label: "CORS origins" },
          { value: "server", label: "Server" },
        ]}
      >
        <TabPanel value="account" className={PANEL}>
          <AccountTab />
        </TabPanel>
        <TabPanel value="origins" className={PANEL}>
          <OriginsTab />
        </TabPanel>
        <TabPanel value="server" className={PANEL}>
          <ServerTab />
        </TabPanel>
      </Tabs>
    </div>
  );
}
