-- When the public was first shown the revision that it sees now; public_at says it of the first one.
alter table reports add column public_revision_at timestamptz;
