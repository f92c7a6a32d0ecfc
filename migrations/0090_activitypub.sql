-- Followers from the fediverse: one channel for each inbox that takes what a followed actor says.
alter table channels drop constraint channels_kind_check;
alter table channels add constraint channels_kind_check check (kind in
  ('email', 'webhook', 'atom', 'webpush', 'slack', 'discord', 'matrix', 'ntfy', 'telegram', 'activitypub'));
create unique index channels_inbox on channels (subscription_id, address)
  where kind = 'activitypub' and ended_at is null;

-- What can be followed from there, by the name in its handle. All its followers share one subscription.
create table fediverse_actors (
  name text primary key,
  subscription_id text not null unique references subscriptions (id),
  -- A topic that someone of the desk named.
  listed boolean not null default false,
  made_at timestamptz not null
);

-- Who follows it. Several of one server may share an inbox, and so a channel.
create table fediverse_followers (
  id text primary key,
  actor text not null references fediverse_actors (name),
  -- The address of their own actor, and of the inbox that is theirs alone.
  follower text not null,
  inbox text not null,
  channel_id text not null references channels (id),
  -- The activity by which they asked to follow.
  asked_by text,
  asked_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  unique (actor, follower)
);
create index fediverse_followers_channel on fediverse_followers (channel_id) where ended_at is null;
create index fediverse_followers_follower on fediverse_followers (follower) where ended_at is null;

-- What is kept of other servers for a while: their keys, and which of their activities were taken in.
create table fediverse_kept (
  key text primary key,
  value jsonb not null,
  until timestamptz not null
);
create index fediverse_kept_until on fediverse_kept (until);

-- From an alert to the one that replaces it.
create index alerts_replacing on alerts (replaces) where replaces is not null;
