-- What a subscriber wants heeded: pace, quiet hours, how many, how many origins, only what (src/domain/rules.ts).
alter table subscriptions add column rules jsonb not null default '{}';

-- A correction goes out in place of the alert that told what it corrects; a gathered alert tells of several reports.
-- One report may tell a subscription several times: what waited for another origin comes later.
alter table alerts add column replaces text references alerts (id);
alter table alerts add column gathered boolean not null default false;
drop index alerts_once;
create index alerts_of_revision on alerts (subscription_id, revision_id);
create index told_development on told (development_id);
-- A long sentence that stands in two stories is still one.
create index developments_same on developments (md5(text)) where length(text) >= 80;
create index deliveries_alert on deliveries (alert_id);

-- What met a subscription and was not sent, or not yet: why, until when, and the alert that it became.
create table held_back (
  id text primary key,
  subscription_id text not null references subscriptions (id),
  story_id text not null references stories (id),
  report_id text not null references reports (id),
  revision_id text not null references revisions (id),
  reason text not null,
  state text not null check (state in ('waiting', 'held', 'sent')),
  body jsonb not null,
  replaces text references alerts (id),
  due_at timestamptz,
  alert_id text references alerts (id),
  at timestamptz not null,
  -- The voices that say it so far, where it waits for more of them; then one row holds one development, its part.
  voices jsonb not null default '[]',
  part text not null default '',
  unique (subscription_id, revision_id, reason, part)
);
create index held_back_of_subscription on held_back (subscription_id, at desc);
create index held_back_due on held_back (subscription_id, due_at) where state = 'waiting';
create index held_back_story on held_back (story_id) where state = 'waiting';
