-- When a report was let through the desk, and which of its revisions the public sees.
alter table reports add column public_at timestamptz;
alter table reports add column public_revision_id text references revisions (id);
create index reports_unpublished on reports (source_id) where public_at is null;
create index story_reports_placed on story_reports (placed_at);
create index developments_revision on developments (revision_id);
create index decisions_at on decisions (at desc, id desc);
