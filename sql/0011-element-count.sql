-- How many elements of each kind are current: kept with every change, since counting a city's takes longer than adding a thousand rows to it.
CREATE TABLE element_count (
  community_id bigint NOT NULL,
  -- The kind.
  id text NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('element_count');

ALTER TABLE element_count ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON element_count
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON element_count TO weinao_app;

GRANT UPDATE (count) ON element_count TO weinao_app;

INSERT INTO element_count (community_id, id, count)
  SELECT community_id, kind, count(*) FROM element WHERE current GROUP BY community_id, kind;
