-- What came back by mail about a mail of ours: one row for each time it was sent and each kind of news of it.
-- `delivery_id` is null where the mail asked a new address to confirm; `sending` tells one that was sent again.
create table bounces (
  id text primary key,
  channel_id text not null references channels (id),
  delivery_id text references deliveries (id),
  kind text not null check (kind in ('hard', 'soft', 'complaint', 'unclear')),
  sent_at timestamptz not null,
  at timestamptz not null,
  sending int not null,
  status text,
  why text not null,
  -- A hash of what came, so that the same report is known when it comes again.
  notice text not null
);
create unique index bounces_once on bounces (channel_id, coalesce(delivery_id, ''), sending, kind);
create unique index bounces_notice on bounces (channel_id, notice);
create index bounces_newest on bounces (at desc);

-- A mail that was handed over and came back: its attempt stays, and another says so.
alter table attempts drop constraint attempts_outcome_check;
alter table attempts add constraint attempts_outcome_check check (outcome in ('delivered', 'retry', 'dead', 'bounced'));
