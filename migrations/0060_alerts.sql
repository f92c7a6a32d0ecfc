-- A corrected report may tell something new again: one alert for a subscription and a revision.
alter table alerts add column revision_id text references revisions (id);
alter table alerts drop constraint alerts_subscription_id_report_id_key;
create unique index alerts_once on alerts (subscription_id, revision_id);
create index alerts_report on alerts (report_id);

-- Each change of a subscription takes the next number, so that whoever matches can ask for what changed.
create sequence subscription_changes;
alter table subscriptions add column change bigint not null default nextval('subscription_changes');
create index subscriptions_change on subscriptions (change);
create index subscriptions_story on subscriptions (story_id) where story_id is not null and ended_at is null;
create index channels_address on channels (address, created_at);

-- Stories that a subscription wants to hear no more of.
create table muted_stories (
  subscription_id text not null references subscriptions (id),
  story_id text not null references stories (id),
  at timestamptz not null default now(),
  primary key (subscription_id, story_id)
);

-- How a channel is doing: failures since the last success, and until when it is left alone.
alter table channels add column failures int not null default 0;
alter table channels add column last_error text;
alter table channels add column resting_until timestamptz;
create index deliveries_channel on deliveries (channel_id, state);
