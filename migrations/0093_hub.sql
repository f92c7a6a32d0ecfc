-- Queries whose feeds are kept up to date as reports are published: those with subscribers at our own hub, and, where a
-- hub elsewhere is told of changes, those asked for lately.
create table feed_queries (
  id text primary key,
  query text not null unique,
  change serial,
  -- When it was last asked for, where a hub elsewhere is to be told of it.
  asked_at timestamptz,
  -- When what was public before it was kept had been looked through.
  filled_at timestamptz
);

-- The reports that meet such a query, each in the revision that did and with the words by which it did. A row whose
-- revision is not the public one says nothing.
create table feed_matches (
  query_id text not null references feed_queries (id) on delete cascade,
  report_id text not null references reports (id),
  revision_id text not null references revisions (id),
  at timestamptz not null,
  words jsonb not null,
  primary key (query_id, report_id)
);
create index feed_matches_report on feed_matches (report_id);
create index feed_matches_newest on feed_matches (query_id, at desc, report_id desc);

-- A feed in one format as our hub knows it (W3C WebSub: a topic). `changes` counts what may have changed it, `looked` how
-- many of these it was last rendered after; a rendering that differs from the last is the next version.
create table hub_topics (
  id text primary key,
  url text not null unique,
  feed text not null check (feed in ('river', 'story', 'query')),
  format text not null,
  story_id text references stories (id),
  query_id text references feed_queries (id),
  changes int not null default 0,
  looked int not null default 0,
  looked_at timestamptz,
  version int not null default 0,
  content text,
  pushed_at timestamptz
);
create index hub_topics_story on hub_topics (story_id) where story_id is not null;
create index hub_topics_query on hub_topics (query_id) where query_id is not null;

-- Who is sent a topic's content: a callback, until its lease ends. `version` is the newest that it has or need not get.
create table hub_subscribers (
  id text primary key,
  topic_id text not null references hub_topics (id) on delete cascade,
  -- The topic's address as the subscriber wrote it.
  topic text not null,
  callback text not null,
  host text not null,
  secret text,
  lease_until timestamptz not null,
  version int not null default 0,
  -- Failures since the last success.
  failures int not null default 0,
  last_error text,
  resting_until timestamptz,
  made_at timestamptz not null,
  unique (topic_id, callback)
);
create index hub_subscribers_lease on hub_subscribers (lease_until);
create index hub_subscribers_host on hub_subscribers (host);

-- What a callback is asked to confirm, or told: that it is to be sent a topic, or no more, or not (`denied`). Kept for an
-- hour, so that it can be counted how much is asked of one host.
create table hub_requests (
  id text primary key,
  mode text not null check (mode in ('subscribe', 'unsubscribe', 'denied')),
  -- The topic's own address, and as the subscriber wrote it.
  url text not null,
  topic text not null,
  callback text not null,
  host text not null,
  secret text,
  lease_seconds int not null default 0,
  reason text,
  tries int not null default 0,
  waits boolean not null default true,
  made_at timestamptz not null
);
create index hub_requests_host on hub_requests (host, made_at);
create index hub_requests_waiting on hub_requests (md5(callback)) where waits;
