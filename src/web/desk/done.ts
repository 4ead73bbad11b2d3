/** What was just done on an element's page, and how it is undone. */
import { ask } from "../api/client.ts";
import { useCommunity } from "./community.ts";
import { useRegistryChanged } from "./waiting.ts";

export interface Done {
  readonly text: string;
  readonly undo: () => Promise<unknown>;
}

/** Takes back a statement or a decision; what is shown is read anew. */
export function useTakingBack() {
  const { code: community } = useCommunity();
  const changed = useRegistryChanged();
  return {
    statement: async (statement: string) => {
      await ask("DELETE /api/v1/communities/{community}/statements/{statement}", { params: { community, statement } });
      changed();
    },
    decision: async (decision: string) => {
      const taken = await ask("DELETE /api/v1/communities/{community}/decisions/{decision}", { params: { community, decision } });
      changed();
      return taken.elements;
    },
  };
}
