import { useMutation } from "@tanstack/react-query";
import {
  Background,
  Controls,
  MiniMap,
  Panel,
  ReactFlow,
  useNodesState,
  type ReactFlowInstance,
} from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { toSvg } from "html-to-image";
import { ImageDown, LayoutGrid, Search } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { Table } from "@/api/tables";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { useIsDark } from "@/lib/theme";
import { edgesOf, layout, type TableNode } from "./graph";
import { forgetAll, placed, remember } from "./positions";
import { TableNodeView } from "./table-node";

const NODE_TYPES = { table: TableNodeView };

export function SchemaGraph({ tables }: { tables: Table[] }) {
  const [nodes, setNodes, onNodesChange] = useNodesState<TableNode>(placed(tables));
  const edges = useMemo(() => edgesOf(tables), [tables]);
  const [search, setSearch] = useState("");
  const flow = useRef<ReactFlowInstance<TableNode>>(undefined);
  const host = useRef<HTMLDivElement>(null);
  const dark = useIsDark();

  const find = (text: string) => {
    setSearch(text);
    const wanted = text.trim().toLowerCase();
    const hits = tables.filter(
      ({ name, schema }) =>
        wanted &&
        [name, ...schema.columns.map((column) => column.name)].some((each) =>
          each.toLowerCase().includes(wanted),
        ),
    );
    const names = new Set(hits.map((table) => table.name));
    setNodes((before) =>
      before.map((node) => ({ ...node, data: { ...node.data, found: names.has(node.id) } })),
    );
    if (names.size > 0)
      void flow.current?.fitView({
        nodes: [...names].map((id) => ({ id })),
        duration: 300,
        maxZoom: 1.1,
        padding: 0.3,
      });
  };
  const arrange = () => {
    forgetAll();
    setNodes(layout(tables));
    requestAnimationFrame(() => void flow.current?.fitView({ duration: 300, padding: 0.15 }));
  };
  const save = useMutation({
    mutationFn: async () => {
      const graph = host.current?.querySelector<HTMLElement>(".react-flow__viewport");
      if (!graph) return;
      await flow.current?.fitView({ padding: 0.05 });
      const link = document.createElement("a");
      link.href = await toSvg(graph, {
        backgroundColor: getComputedStyle(document.body).backgroundColor,
        skipFonts: true,
      });
      link.download = "schema.svg";
      link.click();
    },
    meta: { failure: "The picture could not be made" },
  });

  return (
    <div ref={host} className="h-full">
      <h1 className="sr-only">Schema</h1>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        onNodesChange={onNodesChange}
        onNodeDragStop={(_event, node) => remember(node.id, node.position)}
        onInit={(instance) => (flow.current = instance)}
        colorMode={dark ? "dark" : "light"}
        nodesConnectable={false}
        edgesFocusable={false}
        fitView
        fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
        minZoom={0.1}
        proOptions={{ hideAttribution: true }}
        onlyRenderVisibleElements
      >
        <Background gap={20} color="var(--line-strong)" bgColor="var(--canvas)" />
        <Controls showInteractive={false} />
        <MiniMap
          pannable
          zoomable
          className="max-md:hidden"
          nodeColor="var(--line-strong)"
          bgColor="var(--surface)"
          maskColor="color-mix(in oklab, var(--canvas) 70%, transparent)"
        />
        <Panel position="top-left" className="flex flex-wrap items-center gap-2">
          <div className="relative">
            <Search className="absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
            <Input
              aria-label="Find a table or column"
              placeholder="Find a table or column"
              className="w-56 pl-8"
              value={search}
              onChange={(event) => find(event.target.value)}
            />
          </div>
          <Button icon={<LayoutGrid />} onClick={arrange}>
            Arrange
          </Button>
          <Button icon={<ImageDown />} busy={save.isPending} onClick={() => save.mutate()}>
            Save as SVG
          </Button>
        </Panel>
      </ReactFlow>
    </div>
  );
}
