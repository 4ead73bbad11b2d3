import type pg from "pg";

/**
 * Writes the schema of a database as statements that make it again: the whole of today, where `sql/NNNN-*.sql` hold how it came about.
 * (The embedded engine brings no pg_dump.) Order is by name, so that a difference shows a change and nothing else.
 */
export async function describeSchema(client: pg.ClientBase): Promise<string> {
  const parts: string[] = [];
  for (const sql of [functionsSql, tablesSql, constraintsSql, indexesSql, settingsSql, securitySql, policiesSql, grantsSql]) {
    const { rows } = await client.query<{ statement: string }>(sql);
    parts.push(rows.map((row) => `${row.statement};\n`).join("\n"));
  }
  return parts.filter((part) => part !== "").join("\n");
}

const inPublic = "'public'::regnamespace";
/** The store's own table of applied steps is no part of the schema that the steps make. */
const ours = `c.relnamespace = ${inPublic} AND c.relname <> 'schema_version'`;

const functionsSql = `
  SELECT rtrim(pg_get_functiondef(p.oid)) AS statement FROM pg_proc p
   WHERE p.pronamespace = ${inPublic} AND p.prokind IN ('f', 'p')
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
   ORDER BY p.proname, pg_get_function_identity_arguments(p.oid)`;

// Primary keys and checks stand inside their table; what points to other tables follows later. NOT NULL is said beside its column.
const tablesSql = `
  SELECT format(E'CREATE TABLE %I (\\n%s\\n)', c.relname, string_agg(l.line, E',\\n' ORDER BY l.place, l.line)) AS statement
    FROM pg_class c CROSS JOIN LATERAL (
      SELECT a.attnum::int AS place,
             format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
               CASE WHEN a.attcollation <> t.typcollation THEN format(' COLLATE %I', o.collname) ELSE '' END,
               CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
               coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation o ON o.oid = a.attcollation
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL
      SELECT 10000, format('  CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)) FROM pg_constraint k
       WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'c')
    ) AS l
   WHERE ${ours} AND c.relkind = 'r'
   GROUP BY c.oid, c.relname ORDER BY c.relname`;

const constraintsSql = `
  SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) AS statement
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
   WHERE ${ours} AND k.contype IN ('f', 'x') ORDER BY c.relname, k.conname`;

const indexesSql = `
  SELECT replace(pg_get_indexdef(i.indexrelid), ' ON public.', ' ON ') AS statement
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
   WHERE ${ours} AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
   ORDER BY c.relname, x.relname`;

const settingsSql = `
  SELECT format('ALTER TABLE %I SET (%s)', c.relname, array_to_string(c.reloptions, ', ')) AS statement
    FROM pg_class c WHERE ${ours} AND c.relkind = 'r' AND c.reloptions IS NOT NULL ORDER BY c.relname`;

const securitySql = `
  SELECT format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', c.relname) AS statement
    FROM pg_class c WHERE ${ours} AND c.relkind = 'r' AND c.relrowsecurity ORDER BY c.relname`;

const policiesSql = `
  SELECT format('CREATE POLICY %I ON %I FOR %s%s%s', p.polname, c.relname,
           CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
           coalesce(E'\\n  USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ''),
           coalesce(E'\\n  WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')) AS statement
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE ${ours} ORDER BY c.relname, p.polname`;

const grantsSql = `
  SELECT format('GRANT %s%s ON %I TO %I', g.right, CASE WHEN g.columns = '' THEN '' ELSE ' (' || g.columns || ')' END, g.relname, g.grantee) AS statement
    FROM (
      SELECT c.relname, r.rolname AS grantee, string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type) AS right, '' AS columns
        FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) x JOIN pg_roles r ON r.oid = x.grantee
       WHERE ${ours} AND c.relkind = 'r' AND x.grantee <> c.relowner GROUP BY c.relname, r.rolname
      UNION ALL
      SELECT c.relname, r.rolname, x.privilege_type, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid CROSS JOIN LATERAL aclexplode(a.attacl) x JOIN pg_roles r ON r.oid = x.grantee
       WHERE ${ours} AND c.relkind = 'r' GROUP BY c.relname, r.rolname, x.privilege_type
    ) g ORDER BY g.relname, g.right, g.columns`;
