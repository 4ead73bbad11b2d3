/**
 * SQL for the id by which a waiting pair is named: ten hexadecimal digits made from the two mentions. The row's own id is new after
 * every run; this one is the same as long as the pair waits, so that a list written down yesterday can be worked off today.
 *
 * @param table alias of the review table
 */
export function reviewIdSql(table: string): string {
  const { left, right } = { left: `${table}.left_mention_id`, right: `${table}.right_mention_id` };
  return `left(md5(least(${left}, ${right})::text || greatest(${left}, ${right})::text), 10)`;
}
