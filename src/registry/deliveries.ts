import type { SourceFile } from "#exchange/contract";
import type { Transaction } from "#store/contract";

/** A delivery that is already there. */
export interface EarlierDelivery {
  readonly id: string;
  readonly sha256: Buffer;
  readonly file_stem: string;
  readonly mapping_key: string;
  readonly state: "current" | "superseded" | "undone";
}

/**
 * The part of a file's name by which a corrected version is recognised: without its ending, and without what people and
 * programs append to a copy (`(1)`, `副本`, `修改版`, `更正`, `_v2`). Numbers and dates stay: `网格1` and `网格2` are two files.
 */
export function fileStem(fileName: string): string {
  let stem = fileName.normalize("NFKC").replace(/\.(xlsx|xlsm|xls|csv|txt|tsv|et)$/i, "");
  const suffix =
    /[\s_\-—]*(\(\d{1,3}\)|\[\d{1,3}\]|-?\s*副本(\s*\(\d+\))?|copy(\s*\(?\d+\)?)?|[((]?(修改|修订|更正|订正|更新|改正|修正|最终|最新)(稿|版|后)?\d*[))]?|[((]?(final|corrected|revised)[))]?|v\d{1,3})$/i;
  for (let shorter = stem.replace(suffix, ""); shorter !== stem && shorter.trim() !== ""; shorter = stem.replace(suffix, ""))
    stem = shorter;
  return stem.trim().toLowerCase();
}

/** Every delivery of the community. */
export function earlierDeliveries(tx: Transaction, community: number): Promise<EarlierDelivery[]> {
  return tx.query<EarlierDelivery>("SELECT id, sha256, file_stem, mapping_key, state FROM delivery WHERE community_id = $1", [community]);
}

export interface NewDelivery {
  readonly id: string;
  readonly source: Pick<SourceFile, "name" | "sha256" | "format" | "encoding" | "sizeBytes">;
  readonly rows: number;
  /** Which given mappings it was read with (`mappingKey`). */
  readonly mappingKey: string;
  readonly receivedAt: Date;
  /** By what a corrected version is recognised; the stem of the file's name when absent. */
  readonly stem?: string;
}

/** Writes the delivery of one file. */
export async function insertDelivery(tx: Transaction, community: number, delivery: NewDelivery): Promise<void> {
  const { source } = delivery;
  await tx.execute(
    `INSERT INTO delivery (community_id, id, file_name, file_stem, sha256, mapping_key, format, encoding, size_bytes, row_count, state, received_at, actor, purpose)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'current', $11, $12, $13)`,
    [
      ...[
        community,
        delivery.id,
        source.name,
        delivery.stem ?? fileStem(source.name),
        Buffer.from(source.sha256, "hex"),
        delivery.mappingKey,
      ],
      ...[source.format, source.encoding ?? null, source.sizeBytes, delivery.rows, delivery.receivedAt, tx.scope.actor, tx.scope.purpose],
    ],
  );
}

/** Marks earlier deliveries as replaced by a newer version of the same file. */
export async function supersede(tx: Transaction, community: number, earlier: readonly string[], by: string): Promise<void> {
  await tx.execute("UPDATE delivery SET state = 'superseded', superseded_by = $3 WHERE community_id = $1 AND id = ANY($2::uuid[])", [
    community,
    earlier,
    by,
  ]);
}
