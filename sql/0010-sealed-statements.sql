-- Of a person: what linkage compares of each mention, sealed, in the order of `mention_ids`; null where it was written before, and of other kinds.
-- Whether somebody is known is answered from here, without opening the blocks of all who have something in common with them.
ALTER TABLE element ADD COLUMN sealed_statements bytea;
