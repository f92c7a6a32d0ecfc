-- The nouns of the system. Plain PostgreSQL: the embedded database and a server run the same statements.

create table sources (
  id text primary key,
  name text not null,
  home_url text,
  host text,
  kind text not null default 'publisher' check (kind in ('publisher', 'agency')),
  lang text,
  created_at timestamptz not null default now()
);
create unique index sources_host on sources (host) where host is not null;
create index sources_name on sources (lower(name));

create table feeds (
  id text primary key,
  source_id text not null references sources (id),
  url text not null unique,
  kind text not null check (kind in ('feed', 'sitemap', 'page')),
  format text,
  title text,
  status text not null default 'active' check (status in ('active', 'gone', 'paused')),
  etag text,
  last_modified text,
  moved_from text,
  failures int not null default 0,
  last_error text,
  last_fetched_at timestamptz,
  last_item_at timestamptz,
  interval_s int,
  next_poll_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index feeds_source on feeds (source_id);

-- Every request made, with its time and what came back. Append only.
create table fetches (
  id text primary key,
  feed_id text references feeds (id),
  url text not null,
  final_url text,
  started_at timestamptz not null,
  took_ms int not null,
  outcome text not null check (outcome in ('ok', 'not-modified', 'failed')),
  status int,
  why text,
  body_hash text,
  body_bytes int,
  repairs jsonb not null default '[]'
);
create index fetches_feed on fetches (feed_id, started_at desc);

-- What a feed announced, once per feed and key.
create table items (
  id text primary key,
  feed_id text not null references feeds (id),
  source_id text not null references sources (id),
  key text not null,
  url text,
  title text,
  published_at timestamptz,
  content_hash text not null,
  seen_at timestamptz not null default now(),
  unique (feed_id, key)
);

create table imports (
  id text primary key,
  path text not null,
  file_hash text not null unique,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  position bigint not null default 0,
  taken int not null default 0,
  skipped int not null default 0,
  failed int not null default 0
);

-- A page, feed item or text as it came in, before reading. The same content from the same place is kept once.
create table captures (
  id text primary key,
  source_id text not null references sources (id),
  item_id text references items (id),
  import_id text references imports (id),
  external_id text,
  url text,
  kind text not null check (kind in ('html', 'text', 'fragment')),
  content text not null,
  hash text not null,
  hints jsonb not null default '{}',
  captured_at timestamptz not null default now()
);
create unique index captures_once on captures (source_id, coalesce(url, external_id, ''), hash);

create table reports (
  id text primary key,
  source_id text not null references sources (id),
  revision_id text,
  url text,
  identity_keys text[] not null default '{}',
  headline text not null,
  lang text,
  published_at timestamptz,
  seen_at timestamptz not null,
  at timestamptz not null,
  withdrawn_at timestamptz
);
create index reports_source on reports (source_id, at desc);
create index reports_at on reports (at desc);
create index reports_identity on reports using gin (identity_keys);

-- A report's text at one time. Append only; `reading` holds the whole result of reading.
create table revisions (
  id text primary key,
  report_id text not null references reports (id),
  capture_id text references captures (id),
  number int not null,
  headline text not null,
  text text not null,
  text_hash text not null,
  reading jsonb not null,
  seen_at timestamptz not null,
  search tsvector generated always as (
    setweight(to_tsvector('simple', left(headline, 1000)), 'A') || to_tsvector('simple', left(text, 200000))
  ) stored,
  unique (report_id, number)
);
create index revisions_search on revisions using gin (search);
alter table reports add foreign key (revision_id) references revisions (id);

-- What tracing found for a revision. A later run adds a row; the newest speaks unless a decision says otherwise.
create table origins (
  id text primary key,
  report_id text not null references reports (id),
  revision_id text not null references revisions (id),
  kind text not null check (kind in ('whole', 'modified', 'quoted', 'own')),
  of_report_id text references reports (id),
  main_report_id text not null references reports (id),
  main_name text not null,
  share double precision not null,
  confidence double precision not null,
  traced jsonb not null,
  found_at timestamptz not null default now()
);
create index origins_report on origins (report_id, found_at desc);
create index origins_main on origins (main_report_id);
create index origins_of on origins (of_report_id);

create table stories (
  id text primary key,
  headline text not null,
  lang text,
  first_at timestamptz not null,
  last_at timestamptz not null,
  merged_into text references stories (id)
);
create index stories_last on stories (last_at desc) where merged_into is null;

create table story_reports (
  report_id text primary key references reports (id),
  story_id text not null references stories (id),
  placement jsonb not null,
  placed_at timestamptz not null default now()
);
create index story_reports_story on story_reports (story_id);

create table developments (
  id text primary key,
  story_id text not null references stories (id),
  report_id text not null references reports (id),
  revision_id text not null references revisions (id),
  kind text not null,
  start_at int not null,
  end_at int not null,
  text text not null,
  replaces_text text,
  at timestamptz not null
);
create index developments_story on developments (story_id, at);
create index developments_report on developments (report_id);

create table statements (
  id text primary key,
  report_id text not null references reports (id),
  revision_id text not null references revisions (id),
  position int not null,
  kind text not null,
  speaker text,
  claim jsonb not null,
  unique (revision_id, position)
);
create index statements_report on statements (report_id);

create table figures (
  id text primary key,
  report_id text not null references reports (id),
  revision_id text not null references revisions (id),
  statement_id text references statements (id),
  position int not null,
  of text not null,
  low double precision,
  high double precision,
  claim jsonb not null,
  unique (revision_id, position)
);
create index figures_report on figures (report_id);

-- What an editor did about a finding. Append only: the public record.
create table decisions (
  id text primary key,
  subject_kind text not null,
  subject_id text not null,
  action text not null check (action in ('confirm', 'modify', 'hold', 'release', 'correct', 'withdraw')),
  why text not null,
  by_person text not null,
  at timestamptz not null default now(),
  before jsonb,
  after jsonb
);
create index decisions_subject on decisions (subject_kind, subject_id, at desc);

create table subscriptions (
  id text primary key,
  query text not null,
  title text not null,
  story_id text references stories (id),
  lang text not null default 'en',
  zone text not null default 'UTC',
  feed_token text not null unique,
  manage_token text not null unique,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);

create table channels (
  id text primary key,
  subscription_id text not null references subscriptions (id),
  kind text not null check (kind in ('email', 'webhook', 'atom')),
  address text not null,
  secret text,
  confirm_token text unique,
  confirm_sent_at timestamptz,
  confirmed_at timestamptz,
  ended_at timestamptz,
  ended_why text,
  created_at timestamptz not null default now()
);
create index channels_subscription on channels (subscription_id);

create table alerts (
  id text primary key,
  subscription_id text not null references subscriptions (id),
  story_id text not null references stories (id),
  report_id text not null references reports (id),
  body jsonb not null,
  at timestamptz not null default now(),
  unique (subscription_id, report_id)
);
create index alerts_subscription on alerts (subscription_id, at desc);

-- Which developments a subscription has been told: one row says it, once.
create table told (
  subscription_id text not null references subscriptions (id),
  development_id text not null references developments (id),
  alert_id text not null references alerts (id),
  primary key (subscription_id, development_id)
);

create table deliveries (
  id text primary key,
  alert_id text not null references alerts (id),
  channel_id text not null references channels (id),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  attempts int not null default 0,
  next_attempt_at timestamptz,
  settled_at timestamptz,
  unique (alert_id, channel_id)
);
create index deliveries_state on deliveries (state, next_attempt_at);

-- Every attempt to bring an alert to a channel. Append only.
create table attempts (
  id text primary key,
  delivery_id text not null references deliveries (id),
  number int not null,
  started_at timestamptz not null,
  took_ms int not null,
  outcome text not null check (outcome in ('delivered', 'retry', 'dead')),
  status text,
  why text,
  unique (delivery_id, number)
);

create table settings (
  name text primary key,
  value jsonb not null
);
