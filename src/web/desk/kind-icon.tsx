import { ApartmentOutlined, HomeOutlined, TeamOutlined, UserOutlined } from "@ant-design/icons";
import type { ElementKind } from "#vocabulary/contract";

const icons = { person: UserOutlined, household: TeamOutlined, dwelling: HomeOutlined, organisation: ApartmentOutlined } as const;

/** A kind of element at a glance; the words stand beside it. */
export function KindIcon({ kind }: { readonly kind: ElementKind }) {
  const Icon = icons[kind];
  return <Icon aria-hidden="true" className={`kind-icon kind-${kind}`} />;
}
