/** What stands in the side navigation: a page, its icon, and the action without which a role has no use for it. */
import {
  ApiOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BuildOutlined,
  FormOutlined,
  HomeOutlined,
  InboxOutlined,
  MessageOutlined,
  SwapOutlined,
  TeamOutlined,
} from "@ant-design/icons";
import type { ComponentType } from "react";
import type { Action } from "#access/contract";
import type { WaitingCounts } from "#registry/contract";
import type { DeskKey } from "../texts/desk/en.ts";

export interface NavigationEntry {
  /** Address inside the community; empty for its home. */
  readonly path: string;
  readonly label: DeskKey;
  readonly icon: ComponentType;
  readonly needs: Action;
  /** A page of the whole installation, whatever the community. */
  readonly whole?: true;
  /** What of it waits for somebody: its number stands beside the label. */
  readonly waiting?: keyof WaitingCounts;
}

export const navigation: readonly NavigationEntry[] = [
  { path: "", label: "nav.home", icon: HomeOutlined, needs: "registry:check" },
  { path: "/imports", label: "nav.imports", icon: InboxOutlined, needs: "registry:import" },
  { path: "/review", label: "nav.review", icon: SwapOutlined, needs: "registry:decide", waiting: "reviews" },
  { path: "/corrections", label: "nav.corrections", icon: MessageOutlined, needs: "registry:decide", waiting: "corrections" },
  { path: "/buildings", label: "nav.buildings", icon: BuildOutlined, needs: "registry:read" },
  { path: "/forms", label: "nav.forms", icon: FormOutlined, needs: "registry:fill" },
  { path: "/once-only", label: "nav.onceOnly", icon: AppstoreOutlined, needs: "registry:check" },
  { path: "/access-record", label: "nav.access", icon: AuditOutlined, needs: "access:audit" },
  { path: "/tokens", label: "nav.tokens", icon: ApiOutlined, needs: "access:accounts" },
  { path: "/accounts", label: "nav.accounts", icon: TeamOutlined, needs: "access:accounts", whole: true },
];
