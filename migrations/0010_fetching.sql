-- What polling must remember: the usual gap between items, how long a silence is still usual, and for an item whose page
-- is fetched, how often that was tried and what the feed said of it.

alter table feeds add column rhythm_s int;
alter table feeds add column quiet_after_s int;
alter table feeds add column origin text not null default 'added' check (origin in ('added', 'opml', 'advertised'));

alter table items add column hints jsonb not null default '{}';
alter table items add column fragment text;
alter table items add column page_tries int not null default 0;
alter table items add column page_error text;

create index items_feed on items (feed_id, seen_at desc);
create index items_source on items (source_id, seen_at desc);
create index fetches_started on fetches (started_at);
