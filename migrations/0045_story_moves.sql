-- A report that later ones showed to belong to another story than the one it was first put in: which way, why, and
-- which report showed it. Append only. A story that became part of another as a whole is in stories.merged_into.
create table story_moves (
  id text primary key,
  report_id text not null references reports (id),
  from_story_id text not null references stories (id),
  to_story_id text not null references stories (id),
  because_of_report_id text not null references reports (id),
  reasons jsonb not null,
  moved_at timestamptz not null default now()
);
create index story_moves_from on story_moves (from_story_id, moved_at desc);
create index story_moves_report on story_moves (report_id, moved_at desc);
